#include "core/base/paths.h"
#include "core/base/text.h"
#include "core/report/attemptstream.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"
#include "core/report/htmltemplate.h"
#include "core/report/htmlviews.h"
#include "core/report/writers.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A file of resources/report that goes into the page as it is.
Result<QString> partOfPage(const QString &name)
{
    const auto path = resource(u"report/"_s + name);
    if (!path)
        return std::unexpected(path.error());
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(*path, file.errorString()));
    return QString::fromUtf8(file.readAll());
}

QString sourceHash(const QString &text)
{
    return u"'sha256-%1'"_s.arg(QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toBase64()));
}

void shortenNames(GroupSummary &group)
{
    group.name = shortName(group.name);
}

void shortenNames(AgentSummary &agent)
{
    shortenNames(agent.total);
    for (auto &groups : agent.groups)
        std::ranges::for_each(groups, [](GroupSummary &group) { shortenNames(group); });
    for (CheckSummary &check : agent.checks) {
        check.id = shortName(check.id);
        check.type = shortName(check.type);
    }
    agent.models = agent.models.first(std::min<qsizetype>(agent.models.size(), 20));
    for (QString &model : agent.models)
        model = shortName(model);
}

/// Strangers' names come again and again in a page: it stays small however long they are.
void shortenNames(RunSummary &summary)
{
    for (AgentSummary &agent : summary.agents)
        shortenNames(agent);
    for (ScenarioRow &row : summary.scenarios)
        for (QString *name : {&row.pack, &row.scenario, &row.kind, &row.language, &row.difficulty})
            *name = shortName(*name);
}

class HtmlWriter {
public:
    HtmlWriter(const RunFile &file, QIODevice &out, const ReportOptions &options)
        : m_file(file)
        , m_out(out)
        , m_options(options)
    {
    }

    Result<void> write();

private:
    Result<void> load();
    void put(const QString &text);
    Result<void> fillSlot(const QString &name);
    Result<void> putScenarios();
    Result<void> putAttempts();
    Result<void> putAttemptsThatEnded(bool inError);
    Result<void> putAttempt(const AttemptRecord &record);
    [[nodiscard]] Json attemptView(const AttemptRecord &record) const;
    [[nodiscard]] Result<void> addEvidence(const AttemptRecord &record, Json &view) const;
    [[nodiscard]] QString answerText(const AttemptRecord &record) const;
    [[nodiscard]] int notPassed() const;
    [[nodiscard]] QString scenarioNote() const;
    [[nodiscard]] QString attemptNote() const;
    [[nodiscard]] std::vector<const ScenarioRow *> shownScenarios() const;

    const RunFile &m_file;
    QIODevice &m_out;
    const ReportOptions &m_options;
    RunSummary m_summary;
    QString m_style;
    QString m_script;
    std::optional<HtmlTemplate> m_page;
    std::optional<HtmlTemplate> m_row;
    std::optional<HtmlTemplate> m_attempt;
    std::optional<HtmlTemplate> m_comparison;
    Result<void> m_damage; ///< of the run file
    qint64 m_written = 0; ///< bytes
    int m_attemptsLeft = 0;
};

void HtmlWriter::put(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    m_written += bytes.size();
    m_out.write(bytes);
}

Result<void> HtmlWriter::load()
{
    for (auto [name, part] :
         {std::pair(u"report.css"_s, &m_style), std::pair(u"report.js"_s, &m_script)}) {
        auto text = partOfPage(name);
        if (!text)
            return std::unexpected(std::move(text.error()));
        *part = std::move(*text);
    }
    for (auto [name, part] :
         {std::pair(u"report.html"_s, &m_page), std::pair(u"scenario-row.html"_s, &m_row),
          std::pair(u"attempt.html"_s, &m_attempt),
          std::pair(u"comparison.html"_s, &m_comparison)}) {
        auto parsed = HtmlTemplate::load(name);
        if (!parsed)
            return std::unexpected(std::move(parsed.error()));
        *part = std::move(*parsed);
    }
    return {};
}

Result<void> HtmlWriter::write()
{
    if (auto loaded = load(); !loaded)
        return loaded;
    auto summary = summarise(m_file, m_options);
    if (!summary)
        return std::unexpected(std::move(summary.error()));
    m_summary = std::move(*summary);
    shortenNames(m_summary);
    if (!m_summary.damage.isEmpty())
        m_damage = fail(ErrorCode::Corrupt, m_summary.damage);

    Json view = pageView(m_summary, m_options);
    // nothing is loaded, and no script or style runs but the two whose hashes stand here
    view["csp"] =
        u"default-src 'none'; img-src data:; style-src %1; script-src %2; base-uri 'none'; form-action 'none'"_s
            .arg(sourceHash(m_style), sourceHash(m_script));
    view["scenarioNote"] = scenarioNote();
    view["attemptCount"] = countText(notPassed());
    view["attemptNote"] = attemptNote();
    auto rendered = m_page->render(
        view, [this](const QString &text) { put(text); },
        [this](const QString &name) { return fillSlot(name); });
    return rendered ? m_damage : rendered;
}

Result<void> HtmlWriter::fillSlot(const QString &name)
{
    if (name == u"style"_s)
        put(m_style);
    else if (name == u"script"_s)
        put(m_script);
    else if (name == u"scenarioRows"_s)
        return putScenarios();
    else if (name == u"attempts"_s)
        return putAttempts();
    else if (name == u"comparison"_s && m_options.comparison)
        return m_comparison->render(comparisonView(*m_options.comparison),
                                    [this](const QString &text) { put(text); });
    return {};
}

/// All of them, or where there are too many those that did not pass first.
std::vector<const ScenarioRow *> HtmlWriter::shownScenarios() const
{
    std::vector<const ScenarioRow *> shown;
    for (const ScenarioRow &row : m_summary.scenarios)
        shown.push_back(&row);
    const size_t most = size_t(std::max(0, m_options.maxScenarios));
    if (shown.size() <= most)
        return shown;
    const auto allPassed = [](const MatrixCell &cell) {
        return cell.counts.counted() > 0 && cell.counts.passed == cell.counts.counted()
            && cell.counts.errors + cell.unsupported == 0;
    };
    std::ranges::stable_partition(
        shown, [&](const ScenarioRow *row) { return !std::ranges::all_of(row->cells, allPassed); });
    shown.resize(most);
    return shown;
}

QString HtmlWriter::scenarioNote() const
{
    const qint64 all = qint64(m_summary.scenarios.size());
    if (all <= m_options.maxScenarios)
        return {};
    return u"%1 of %2 scenarios are shown, those that were not passed throughout first. Exports hold all of them."_s
        .arg(countText(m_options.maxScenarios), countText(all));
}

Result<void> HtmlWriter::putScenarios()
{
    for (const ScenarioRow *row : shownScenarios())
        if (auto done = m_row->render(scenarioRowView(m_summary, *row),
                                      [this](const QString &text) { put(text); });
            !done)
            return done;
    return {};
}

int HtmlWriter::notPassed() const
{
    int count = 0;
    for (const AgentSummary &agent : m_summary.agents)
        for (const OutcomeCounts *counts : {&agent.total.counts, &agent.retries})
            count += counts->attempts - counts->passed;
    return count;
}

QString HtmlWriter::attemptNote() const
{
    if (notPassed() == 0)
        return m_summary.attempts() == 0 ? u"There are no attempts."_s : u"Every attempt passed."_s;
    if (notPassed() <= m_options.maxAttempts)
        return {};
    return u"%1 of %2 are shown, errors first. Exports and the run file hold all of them."_s.arg(
        countText(m_options.maxAttempts), countText(notPassed()));
}

Result<void> HtmlWriter::putAttempts()
{
    m_attemptsLeft = m_options.maxAttempts;
    for (const bool inError : {true, false}) {
        auto done = putAttemptsThatEnded(inError);
        if (!done && done.error().code != ErrorCode::Corrupt)
            return done;
        if (!done)
            m_damage = std::move(done); // the page is finished all the same
    }
    return {};
}

Result<void> HtmlWriter::putAttemptsThatEnded(bool inError)
{
    ReportOptions stream = m_options;
    stream.wanted = [&](const RunFile &file, const AttemptRecord &record) -> Result<bool> {
        const bool passed = record.outcome == Outcome::Passed && !record.leftOut;
        const bool error = record.outcome == Outcome::Error;
        if (m_attemptsLeft == 0 || passed || error != inError)
            return false;
        return m_options.wanted ? m_options.wanted(file, record) : true;
    };
    return forEachAttempt(m_file, stream, {},
                          [this](const AttemptRecord &record) { return putAttempt(record); });
}

Json HtmlWriter::attemptView(const AttemptRecord &record) const
{
    Json facts = Json::array();
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.push_back({{"name", name}, {"value", shortened(value, 400)}});
    };
    add(u"Score"_s, QString::number(record.score, 'g', 4));
    add(u"Took"_s, durationText(double(record.durationUs)));
    add(u"Limit hit"_s, record.limit);
    add(u"Model"_s, record.model);
    add(u"Kind"_s, record.kind);
    add(u"Language"_s, record.language);
    add(u"Tags"_s, record.tags.join(u", "_s));
    add(u"Attempt"_s, record.id);
    QString outcome = outcomeName(record.outcome);
    QString tone = outcomeTone(record.outcome);
    if (record.leftOut && tone != u"warn"_s) {
        add(u"Left out"_s, u"by the benchmark's rule; failed where no other sample passed"_s);
        tone = u"neutral"_s;
    }
    return {{"id", record.id},
            {"outcome", outcome},
            {"tone", tone},
            {"scenario", shortName(record.scenario)},
            {"agent", shortName(record.agent)},
            {"sample", record.sample},
            {"retry", record.retry > 0 ? QString::number(record.retry) : QString()},
            {"reason", shortened(record.reason, 2000)},
            {"search",
             shortened(u"%1 %2 %3 %4"_s.arg(record.scenario, record.agent, record.reason,
                                            record.tags.join(u' ')),
                       2000)},
            {"facts", std::move(facts)},
            {"verdicts", Json::array()},
            {"answer", {}},
            {"note", {}}};
}

QString HtmlWriter::answerText(const AttemptRecord &record) const
{
    if (record.answer.isNull())
        return {};
    const auto bytes = m_file.blob(record.answer);
    if (!bytes)
        return u"The answer can't be read: "_s + bytes.error().text();
    return shortened(QString::fromUtf8(*bytes), EvidenceLimits().text);
}

Result<void> HtmlWriter::addEvidence(const AttemptRecord &record, Json &view) const
{
    if (m_written > m_options.maxBytes) {
        view["note"] =
            "This page is full: verdicts and evidence are left out here, the run file holds them.";
        return {};
    }
    auto read = withVerdicts(m_file, record, VerdictDetail::Full,
                             [&](const std::vector<Verdict> &verdicts) {
                                 for (const Verdict &verdict : verdicts)
                                     view["verdicts"].push_back(verdictView(verdict, m_file, {}));
                             });
    if (!read && read.error().code == ErrorCode::Corrupt)
        view["note"] = u"Its verdicts can't be read: "_s + read.error().text();
    else if (!read)
        return read;
    view["answer"] = answerText(record);
    return {};
}

Result<void> HtmlWriter::putAttempt(const AttemptRecord &record)
{
    --m_attemptsLeft;
    Json view = attemptView(record);
    if (auto added = addEvidence(record, view); !added)
        return added;
    return m_attempt->render(view, [this](const QString &text) { put(text); });
}

} // namespace

Result<void> writeHtml(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    return HtmlWriter(file, out, options).write();
}

} // namespace touchstone
