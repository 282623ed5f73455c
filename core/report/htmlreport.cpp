#include "core/base/text.h"
#include "core/report/attemptmarks.h"
#include "core/report/attemptstream.h"
#include "core/report/attemptview.h"
#include "core/report/figures.h"
#include "core/report/htmltemplate.h"
#include "core/report/htmlviews.h"
#include "core/report/pageparts.h"
#include "core/report/writers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

void shortenNames(GroupSummary &group)
{
    group.name = shortName(group.name, shownName);
}

/// Strangers' names come again and again in a page: it stays small however long they are.
void shortenNames(AgentSummary &agent)
{
    shortenNames(agent.total);
    for (auto &groups : agent.groups)
        std::ranges::for_each(groups, [](GroupSummary &group) { shortenNames(group); });
    for (CheckSummary &check : agent.checks) {
        check.id = shortName(check.id, shownName);
        check.type = shortName(check.type, shownName);
    }
    agent.models = agent.models.first(std::min<qsizetype>(agent.models.size(), 20));
    for (QString &model : agent.models)
        model = shortName(model, shownName);
}

class HtmlWriter {
public:
    HtmlWriter(const RunFile &file, QIODevice &out, const ReportOptions &options)
        : m_file(file)
        , m_out(out)
        , m_options(options)
        , m_attemptViews(file)
    {
    }

    Result<void> write();

private:
    Result<void> load();
    void put(const QString &text);
    Result<void> fillSlot(const QString &name);
    Result<void> putScenarios();
    Result<void> putAttempts();
    Result<void> putAttempt(const AttemptRecord &record);
    Result<void> orNoted(Result<void> done);
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
    AttemptMarks m_marks;
    QStringList m_agentNames; ///< in full
    AttemptViews m_attemptViews;
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
    if (!m_summary.damage.isEmpty())
        m_damage = fail(ErrorCode::Corrupt, m_summary.damage);
    auto marks = AttemptMarks::read(m_file, m_options, m_summary);
    if (!marks)
        return std::unexpected(std::move(marks.error()));
    m_marks = std::move(*marks);
    if (!m_marks.damage())
        m_damage = m_marks.damage();
    for (AgentSummary &agent : m_summary.agents) {
        m_agentNames.append(agent.total.name);
        shortenNames(agent);
    }

    Json view = pageView(m_summary, m_options);
    view["csp"] = contentPolicy(m_style, m_script);
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
    QStringList notes;
    if (all > m_options.maxScenarios)
        notes.append(
            u"%1 of %2 scenarios are shown, those that were not passed throughout first. Exports hold all of them."_s
                .arg(countText(m_options.maxScenarios), countText(all)));
    if (m_summary.attempts() > m_options.maxMarks)
        notes.append(u"Single samples are shown only of runs of up to %1 attempts."_s.arg(
            countText(m_options.maxMarks)));
    return notes.join(u' ');
}

Result<void> HtmlWriter::putScenarios()
{
    const auto otherPack = [this](const ScenarioRow &row) {
        return row.pack != m_summary.scenarios.front().pack;
    };
    const bool severalPacks = std::ranges::any_of(m_summary.scenarios, otherPack);
    for (const ScenarioRow *row : shownScenarios()) {
        std::vector<std::vector<AttemptMark>> samples;
        for (const QString &agent : m_agentNames)
            samples.push_back(m_marks.samples(row->pack, row->scenario, agent));
        if (auto done = m_row->render(scenarioRowView(*row, severalPacks, samples),
                                      [this](const QString &text) { put(text); });
            !done)
            return done;
    }
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

/// What can't be read is noted, and the page is finished all the same.
Result<void> HtmlWriter::orNoted(Result<void> done)
{
    if (done || done.error().code != ErrorCode::Corrupt)
        return done;
    m_damage = std::move(done);
    return {};
}

Result<void> HtmlWriter::putAttempts()
{
    for (const QString &id : m_marks.told()) {
        const auto record = attemptInPass(m_file, id, m_options.pass);
        auto done = record ? putAttempt(*record) : std::unexpected(record.error());
        if (auto told = orNoted(std::move(done)); !told)
            return told;
    }
    return {};
}

Result<void> HtmlWriter::putAttempt(const AttemptRecord &record)
{
    Json view = AttemptViews::head(record);
    if (m_written > m_options.maxBytes)
        view["note"] =
            "This page is full: verdicts and evidence are left out here, the run file holds them.";
    else if (auto added = orNoted(m_attemptViews.addDetails(record, view)); !added)
        return added;
    return m_attempt->render(view, [this](const QString &text) { put(text); });
}

} // namespace

Result<void> writeHtml(const RunFile &file, QIODevice &out, const ReportOptions &options)
{
    return HtmlWriter(file, out, options).write();
}

} // namespace touchstone
