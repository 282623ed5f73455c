#include "core/report/evalsample.h"
#include "core/report/writers.h"

#include "core/base/version.h"
#include "core/base/zipwriter.h"
#include "core/report/attemptstream.h"

#include <QtCore/QTemporaryFile>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What must be known of all attempts before the first is written.
struct Overview {
    QString agent;
    QStringList packs;
    QHash<QString, int> retries; ///< of those that were run again: the last one counts
    qint64 samples = 0;
    int epochs = 0;
};

QString keyOf(const AttemptRecord &record)
{
    return record.pack + u'\n' + record.scenario + u'\n' + QString::number(record.sample);
}

class EvalWriter {
public:
    EvalWriter(const RunFile &file, QIODevice &out, const ReportOptions &options)
        : m_file(file)
        , m_options(options)
        , m_zip(out)
    {
    }
    Result<void> write();

private:
    Result<void> look();
    Result<void> writeStart();
    Result<void> writeSample(const AttemptRecord &record);
    Result<void> writeEnd();
    [[nodiscard]] bool counts(const AttemptRecord &record) const
    {
        return m_overview.retries.value(keyOf(record), record.retry) == record.retry;
    }
    [[nodiscard]] Json idOf(const Transcript &transcript) const;
    [[nodiscard]] Json results() const;
    [[nodiscard]] Json reductions() const;
    void count(const Json &sample, const QString &deciding);

    const RunFile &m_file;
    const ReportOptions &m_options;
    ZipWriter m_zip;
    Overview m_overview;
    Json m_start = Json::object();
    QTemporaryFile m_summaries; ///< of all samples: a member of its own, at the end
    qint64 m_written = 0;
    qint64 m_inError = 0;
    struct Sum {
        double sum = 0;
        qint64 count = 0;
        qint64 unscored = 0;
        std::map<std::string, std::pair<double, qint64>> samples; ///< by id, as JSON
    };
    QStringList m_scorers; ///< in the order they come
    QHash<QString, Sum> m_sums;
    Json m_usage = Json::object();
};

Result<void> EvalWriter::look()
{
    QStringList agents;
    auto read = forEachAttempt(m_file, m_options, {}, [&](const AttemptRecord &record) {
        if (!agents.contains(record.agent))
            agents.append(record.agent);
        if (!m_overview.packs.contains(record.pack))
            m_overview.packs.append(record.pack);
        if (int &last = m_overview.retries[keyOf(record)]; last < record.retry)
            last = record.retry;
        m_overview.epochs = std::max(m_overview.epochs, record.sample + 1);
        ++m_overview.samples;
        return Result<void>();
    });
    if (!read)
        return read;
    if (agents.isEmpty())
        return fail(ErrorCode::BadInput, u"there are no attempts to write"_s);
    if (agents.size() > 1)
        return fail(ErrorCode::BadInput,
                    u"an Inspect log is of one model, and these attempts are of %1 agents: %2; "
                    "write a log for each, with --filter 'agent:NAME'"_s.arg(agents.size())
                        .arg(agents.join(u", "_s)));
    m_overview.agent = agents.front();
    m_overview.samples = m_overview.retries.size();
    return {};
}

/// An imported log goes out as the evaluation that it was.
Result<void> EvalWriter::writeStart()
{
    const auto manifest = m_file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    const Json &log = memberOr(manifest->plan, "log");
    if (memberOr(manifest->plan, "imported_from") == "inspect" && memberOr(log, "eval").is_object())
        m_start = {{"version", 2}, {"eval", log["eval"]}, {"plan", memberOr(log, "plan")}};
    else
        m_start = {
            {"version", 2},
            {"eval",
             {{"eval_id", manifest->runId},
              {"run_id", manifest->runId},
              {"created", isoTime(std::max<qint64>(1, manifest->createdMs))},
              {"task", m_overview.packs.join(u'+')},
              {"task_id", m_overview.packs.join(u'+')},
              {"task_version", 0},
              {"model", m_overview.agent},
              {"dataset", {{"name", m_overview.packs.join(u'+')}, {"samples", m_overview.samples}}},
              {"config", {{"epochs", m_overview.epochs}}},
              {"packages", {{"touchstone", version()}}},
              {"metadata", {{"touchstone", {{"made_by", manifest->touchstone}}}}}}},
            {"plan", Json::object()}};
    if (!memberOr(m_start, "plan").is_object())
        m_start["plan"] = Json::object();
    return m_zip.add(u"_journal/start.json"_s, pythonJson(m_start));
}

Json EvalWriter::idOf(const Transcript &transcript) const
{
    if (const Json &own = memberOr(transcript.task, "id"); !own.is_null())
        return own;
    const AttemptRecord &record = transcript.record;
    return m_overview.packs.size() > 1 ? record.pack + u'/' + record.scenario : record.scenario;
}

void EvalWriter::count(const Json &sample, const QString &deciding)
{
    const std::string id = sample["id"].dump();
    const Json &scores = memberOr(sample, "scores");
    if (!scores.is_object())
        return;
    // the deciding one first: a log's reader takes the first for the score
    for (const auto &[key, score] : scores.items()) {
        const QString name = QString::fromStdString(key);
        if (!m_scorers.contains(name)) {
            if (name == deciding || boolOr(memberOr(score, "metadata"), "decides", false))
                m_scorers.prepend(name);
            else
                m_scorers.append(name);
        }
        Sum &sum = m_sums[name];
        const auto value = evalScoreNumber(memberOr(score, "value"));
        if (!value) {
            ++sum.unscored;
            continue;
        }
        sum.sum += *value;
        ++sum.count;
        auto &[all, times] = sum.samples[id];
        all += *value;
        ++times;
    }
    const Json &usage = memberOr(sample, "model_usage");
    if (!usage.is_object())
        return;
    for (const auto &[model, figures] : usage.items())
        for (const char *key : {"input_tokens", "output_tokens", "total_tokens"})
            m_usage[model][key] =
                integerOr(memberOr(m_usage, model.c_str()), key, 0) + integerOr(figures, key, 0);
}

Result<void> EvalWriter::writeSample(const AttemptRecord &record)
{
    if (!counts(record))
        return {};
    const auto transcript = readTranscript(m_file, record);
    if (!transcript)
        return std::unexpected(transcript.error());
    const Json id = idOf(*transcript);
    const Json sample = evalSample(m_file, *transcript, id);
    const auto required =
        std::ranges::find(transcript->verdicts, CheckRole::Required, &Verdict::role);
    const bool imported = !transcript->imported.empty() && record.pass == 1;
    count(sample, imported && required != transcript->verdicts.end() ? required->check : QString());
    m_inError += sample.contains("error") ? 1 : 0;
    const QByteArray summary = pythonJson(evalSummary(sample));
    m_summaries.write(m_written++ == 0 ? "[" : ",");
    m_summaries.write(summary);
    const QString name = id.is_string() ? id.get<QString>() : QString::fromStdString(id.dump());
    if (auto added = m_zip.add(u"samples/%1_epoch_%2.json"_s.arg(name).arg(record.sample + 1),
                               pythonJson(sample));
        !added)
        return added;
    return m_zip.add(u"_journal/summaries/%1.json"_s.arg(m_written), "[" + summary + "]");
}

Json EvalWriter::results() const
{
    Json scores = Json::array();
    for (const QString &name : m_scorers) {
        const Sum &sum = m_sums[name];
        Json metrics = Json::object();
        if (sum.count > 0)
            metrics["mean"] = {{"name", "mean"},
                               {"value", sum.sum / double(sum.count)},
                               {"params", Json::object()}};
        scores.push_back({{"name", name},
                          {"scorer", name},
                          {"scored_samples", sum.count},
                          {"unscored_samples", sum.unscored},
                          {"params", Json::object()},
                          {"metrics", std::move(metrics)}});
    }
    return {{"total_samples", m_written},
            {"completed_samples", m_written - m_inError},
            {"scores", std::move(scores)}};
}

Json EvalWriter::reductions() const
{
    Json reductions = Json::array();
    for (const QString &name : m_scorers) {
        Json samples = Json::array();
        for (const auto &[id, sum] : m_sums[name].samples)
            samples.push_back(
                {{"sample_id", Json::parse(id)}, {"value", sum.first / double(sum.second)}});
        reductions.push_back(
            {{"scorer", name}, {"reducer", "mean"}, {"samples", std::move(samples)}});
    }
    return reductions;
}

Result<void> EvalWriter::writeEnd()
{
    m_summaries.write(m_written == 0 ? "[]" : "]");
    if (!m_summaries.flush())
        return fail(ErrorCode::Io,
                    u"%1: %2"_s.arg(m_summaries.fileName(), m_summaries.errorString()));
    const uchar *mapped = m_summaries.map(0, m_summaries.size());
    if (mapped == nullptr)
        return fail(ErrorCode::Io, u"%1 can't be mapped"_s.arg(m_summaries.fileName()));
    const auto summaries =
        QByteArray::fromRawData(reinterpret_cast<const char *>(mapped), m_summaries.size());
    if (auto added = m_zip.add(u"summaries.json"_s, summaries); !added)
        return added;
    if (auto added = m_zip.add(u"reductions.json"_s, pythonJson(reductions())); !added)
        return added;
    Json header = m_start;
    header["status"] = "success";
    header["results"] = results();
    const Json &created = memberOr(memberOr(m_start, "eval"), "created");
    header["stats"] = {
        {"started_at", created}, {"completed_at", created}, {"model_usage", m_usage}};
    if (auto added = m_zip.add(u"header.json"_s, pythonJson(header)); !added)
        return added;
    return m_zip.finish();
}

Result<void> EvalWriter::write()
{
    if (!m_summaries.open())
        return fail(ErrorCode::Io, m_summaries.errorString());
    if (auto done = look(); !done)
        return done;
    if (auto done = writeStart(); !done)
        return done;
    auto read = forEachAttempt(m_file, m_options, {},
                               [this](const AttemptRecord &record) { return writeSample(record); });
    if (!read && read.error().code != ErrorCode::Corrupt)
        return read;
    auto ended = writeEnd();
    return ended ? read : ended;
}

} // namespace

Result<void> writeEval(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    return EvalWriter(file, out, options).write();
}

} // namespace touchstone
