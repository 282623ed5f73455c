#include "inspectimporter.h"

#include "attempt.h"
#include "logfile.h"

#include "core/base/text.h"
#include "core/base/version.h"
#include "core/plugin/rowimport.h"

#include <QtConcurrent/QtConcurrentMap>
#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 batchBytes = 64 << 20; // of samples that are worked on at one time
constexpr qsizetype batchSamples = 256;
constexpr qsizetype toldProblems = 20;

Result<double> numberOption(const ImportRequest &request, const QString &name, double fallback)
{
    const QString text = optionOr(request, name, {});
    if (text.isEmpty())
        return fallback;
    bool number = false;
    const double value = text.toDouble(&number);
    if (number && value > 0)
        return value;
    return fail(ErrorCode::BadInput,
                u"--%1: expected a number above 0, found '%2'"_s.arg(name, text));
}

Result<LogFacts> factsOf(const Json &header, const ImportRequest &request)
{
    const Json &eval = memberOr(header, "eval");
    const auto scale = numberOption(request, u"scale"_s, 1.0);
    const auto passAt = numberOption(request, u"pass-at"_s, scale.value_or(1.0));
    if (!scale || !passAt)
        return std::unexpected(scale ? passAt.error() : scale.error());
    LogFacts facts;
    facts.pack = shortened(visibleText(stringOr(eval, "task", u"inspect"_s)).simplified(), 100);
    facts.agent = stringOr(eval, "model", u"unknown model"_s);
    if (const QString solver = stringOr(eval, "solver"); !solver.isEmpty())
        facts.agent += u" with "_s + solver;
    facts.evalId = stringOr(eval, "eval_id") + stringOr(eval, "run_id") + stringOr(eval, "task_id")
        + stringOr(eval, "created");
    facts.createdMs =
        QDateTime::fromString(stringOr(eval, "created"), Qt::ISODateWithMs).toMSecsSinceEpoch();
    facts.rules.order = scorerOrder(header);
    if (const QString scorer = optionOr(request, u"scorer"_s, {}); !scorer.isEmpty())
        facts.rules.order.prepend(scorer);
    facts.rules.scale = *scale;
    facts.rules.passAt = *passAt;
    return facts;
}

RunManifest manifestOf(const Json &header, const LogFacts &facts, const QString &input)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = facts.createdMs;
    manifest.touchstone = version() + u' ' + commit();
    manifest.environment = {{"inspect", memberOr(memberOr(header, "eval"), "packages")},
                            {"model", facts.agent},
                            {"task", facts.pack}};
    Json log = header;
    log.erase("results"); // made of the attempts
    manifest.plan = {{"imported_from", "inspect"},
                     {"file", QFileInfo(input).fileName()},
                     {"log", std::move(log)}};
    manifest.planDigest = Digest::of(dumpJson(manifest.plan));
    return manifest;
}

/// Goes through a log in batches: what is read and made of several samples at one time is written
/// while the next batch is worked on.
class Transfer {
public:
    Transfer(const InspectLog &log, const LogFacts &facts, QString input, ImportProgress &progress)
        : m_log(log)
        , m_facts(facts)
        , m_input(std::move(input))
        , m_progress(progress)
    {
        m_progress.total = log.size();
    }
    Result<void> into(RunFile &file, ImportReport &report);

private:
    struct Made {
        Result<FinishedAttempt> attempt = fail(ErrorCode::Internal, u"not made"_s);
        QString problem;
    };
    [[nodiscard]] Made make(qsizetype index) const;
    [[nodiscard]] QList<qsizetype> nextBatch();
    // shared_ptr: a future hands out copies, and an attempt may be large
    Result<std::vector<FinishedAttempt>> sorted(const QList<std::shared_ptr<Made>> &made);

    const InspectLog &m_log;
    const LogFacts &m_facts;
    QString m_input;
    ImportProgress &m_progress;
    qsizetype m_next = 0;
    QHash<QString, QString> m_ids; ///< of attempts to the samples they are of
    QStringList m_problems;
    qsizetype m_problemCount = 0;
};

QList<qsizetype> Transfer::nextBatch()
{
    QList<qsizetype> batch;
    for (qint64 bytes = 0;
         m_next < m_log.size() && bytes < batchBytes && batch.size() < batchSamples; ++m_next) {
        bytes += m_log.bytesOf(m_next);
        batch.append(m_next);
    }
    return batch;
}

Transfer::Made Transfer::make(qsizetype index) const
{
    const QString name = m_log.nameOf(index);
    Made made;
    if (m_progress.cancelled) // the batch is thrown away
        return made;
    auto sample = m_log.sample(index);
    made.attempt = sample
        ? attemptOf(*sample, {m_input + u'/' + visibleText(shortName(name)), {}, 0}, m_facts)
        : Result<FinishedAttempt>(std::unexpected(sample.error()));
    if (made.attempt || made.attempt.error().code == ErrorCode::Io)
        return made;
    made.problem = made.attempt.error().text();
    QString stem = name;
    for (const auto &[prefix, suffix] :
         {std::pair("samples/"_L1, "/sample.json"_L1), std::pair("samples/"_L1, ".json"_L1)})
        if (stem.startsWith(prefix) && stem.endsWith(suffix)) {
            stem = stem.sliced(prefix.size()).chopped(suffix.size());
            break;
        }
    const auto known = idAndEpoch(stem);
    made.attempt = known ? brokenAttempt(known->first, known->second, made.attempt.error(), m_facts)
                         : brokenAttempt(name, 1, made.attempt.error(), m_facts);
    return made;
}

Result<std::vector<FinishedAttempt>> Transfer::sorted(const QList<std::shared_ptr<Made>> &made)
{
    std::vector<FinishedAttempt> attempts;
    for (const std::shared_ptr<Made> &one : made) {
        if (!one->attempt)
            return std::unexpected(std::move(one->attempt.error()));
        if (!one->problem.isEmpty() && ++m_problemCount <= toldProblems)
            m_problems.append(one->problem);
        AttemptRecord &record = one->attempt->record;
        const QString what = u"%1, epoch %2"_s.arg(record.scenario).arg(record.sample + 1);
        if (m_ids.contains(record.id)) // copied by hand, perhaps: both are kept
            record.id = u"I"_s
                + Digest::of((record.id + what + QString::number(m_ids.size())).toUtf8())
                      .hex()
                      .left(25)
                      .toUpper();
        m_ids.insert(record.id, what);
        attempts.push_back(std::move(*one->attempt));
    }
    return attempts;
}

Result<void> Transfer::into(RunFile &file, ImportReport &report)
{
    std::vector<FinishedAttempt> ready;
    for (;;) {
        const QList<qsizetype> batch = nextBatch();
        auto making = QtConcurrent::mapped(batch, [this](qsizetype index) {
            auto made = std::make_shared<Made>(make(index));
            ++m_progress.done;
            return made;
        });
        auto written = ready.empty() ? Result<void>() : file.append(ready);
        making.waitForFinished();
        if (!written)
            return written;
        if (m_progress.cancelled)
            return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
        report.attempts += qint64(ready.size());
        if (batch.isEmpty())
            break;
        auto made = sorted(making.results());
        if (!made)
            return std::unexpected(std::move(made.error()));
        ready = std::move(*made);
    }
    report.notes += m_problems;
    if (m_problemCount > toldProblems)
        report.notes.append(
            u"… and %1 more samples that can't be read"_s.arg(m_problemCount - toldProblems));
    if (m_problemCount > 0)
        report.notes.append(
            u"samples that can't be read are attempts in error: %1"_s.arg(m_problemCount));
    return {};
}

} // namespace

QString InspectImporter::id() const
{
    return u"inspect"_s;
}

QString InspectImporter::summary() const
{
    return u"A log of Inspect's (.eval, .json), into a run"_s;
}

std::vector<ImportOption> InspectImporter::options() const
{
    return {
        {u"scorer"_s,
         u"The scorer that decides (default: the first that the log lists)"_s,
         {},
         false,
         false},
        {u"scale"_s, u"The best value of a score (default: 1)"_s, {}, false, false},
        {u"pass-at"_s, u"A score of at least this passes (default: the best)"_s, {}, false, false},
    };
}

Result<ImportReport> InspectImporter::run(const ImportRequest &request) const
{
    const auto log = InspectLog::open(request.input);
    if (!log)
        return std::unexpected(log.error());
    const auto facts = factsOf((*log)->header(), request);
    if (!facts)
        return std::unexpected(facts.error());
    ImportReport report;
    report.notes = (*log)->notes();
    if ((*log)->size() == 0)
        return fail(ErrorCode::BadInput,
                    u"%1 has no samples: it was written without them, or before the first was "
                    "finished"_s.arg(request.input));
    auto file =
        RunFile::create(request.output, manifestOf((*log)->header(), *facts, request.input));
    if (!file)
        return std::unexpected(std::move(file.error()));
    ImportProgress unseen;
    auto done =
        Transfer(**log, *facts, request.input, request.progress ? *request.progress : unseen)
            .into(**file, report);
    if (done)
        done = (*file)->publish();
    if (!done) {
        file->reset();
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(request.output + suffix);
        return std::unexpected(
            std::move(done.error()).within(u"importing %1"_s.arg(request.input)));
    }
    return report;
}

} // namespace touchstone
