#include "core/report/attempthtml.h"

#include "core/base/text.h"
#include "core/base/version.h"
#include "core/report/attemptstream.h"
#include "core/report/attemptview.h"
#include "core/report/eventview.h"
#include "core/report/figures.h"
#include "core/report/htmltemplate.h"
#include "core/report/pageparts.h"

#include <QtCore/QSaveFile>

#include <functional>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 eventsAtOnce = 2'000;
constexpr int traceFormat = 1;

Json tile(const QString &label, const QString &value, const QString &tone = {})
{
    return {{"label", label}, {"value", value}, {"tone", tone}, {"note", {}}};
}

class AttemptWriter {
public:
    AttemptWriter(const RunFile &file, QIODevice &out, const AttemptPageOptions &options)
        : m_file(file)
        , m_out(out)
        , m_options(options)
        , m_attempts(file)
    {
    }

    Result<void> write(const QString &id);

private:
    Result<void> load();
    void put(const QString &text);
    Result<void> fillSlot(const QString &name);
    Result<void> putEvents();
    Result<void> putVerdicts();
    Result<void> orNoted(Result<void> done);
    [[nodiscard]] Json view() const;

    const RunFile &m_file;
    QIODevice &m_out;
    const AttemptPageOptions &m_options;
    AttemptViews m_attempts;
    AttemptRecord m_record;
    std::unique_ptr<WorkspaceSteps> m_steps;
    QString m_style;
    QString m_script;
    std::optional<HtmlTemplate> m_page;
    std::optional<HtmlTemplate> m_event;
    std::optional<HtmlTemplate> m_attempt;
    qint64 m_written = 0; ///< bytes
    Result<void> m_damage; ///< of the run file
};

void AttemptWriter::put(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    m_written += bytes.size();
    m_out.write(bytes);
}

Result<void> AttemptWriter::load()
{
    for (const auto &[name, into] :
         {std::pair(u"report.css"_s, &m_style), std::pair(u"attempt-page.css"_s, &m_style),
          std::pair(u"attempt-page.js"_s, &m_script)}) {
        auto text = partOfPage(name);
        if (!text)
            return std::unexpected(std::move(text.error()));
        *into += *text;
    }
    for (const auto &[name, into] :
         {std::pair(u"attempt-page.html"_s, &m_page), std::pair(u"event.html"_s, &m_event),
          std::pair(u"attempt.html"_s, &m_attempt)}) {
        auto parsed = HtmlTemplate::load(name);
        if (!parsed)
            return std::unexpected(std::move(parsed.error()));
        *into = std::move(*parsed);
    }
    return {};
}

Json AttemptWriter::view() const
{
    const QString tone = AttemptViews::head(m_record)["tone"].get<QString>();
    Json tiles = Json::array();
    tiles.push_back(tile(u"Outcome"_s, outcomeName(m_record.outcome), tone));
    if (m_record.outcome == Outcome::Passed || m_record.outcome == Outcome::Failed)
        tiles.push_back(tile(u"Score"_s, QString::number(m_record.score, 'g', 3)));
    tiles.push_back(tile(u"Agent's time"_s, durationText(double(m_record.agentUs))));
    if (m_record.inputTokens + m_record.outputTokens > 0)
        tiles.push_back(tile(
            u"Tokens in, out"_s,
            u"%1 → %2"_s.arg(countText(m_record.inputTokens), countText(m_record.outputTokens))));
    if (m_record.cost > 0)
        tiles.push_back(tile(u"Cost"_s, u"$%1"_s.arg(m_record.cost, 0, 'g', 3)));
    QStringList about{m_record.agent, u"sample %1"_s.arg(m_record.sample)};
    if (!m_record.model.isEmpty())
        about.append(m_record.model);
    about.append(timeText(m_record.startedMs));
    return {{"csp", contentPolicy(m_style, m_script)},
            {"title", shortName(m_record.scenario)},
            {"subtitle", shortened(about.join(u" · "_s), 400)},
            {"reason", shortened(m_record.reason, 2000)},
            {"tone", tone},
            {"tiles", std::move(tiles)},
            {"touchstone", version()},
            {"attempt", m_record.id}};
}

Result<void> AttemptWriter::write(const QString &id)
{
    if (auto loaded = load(); !loaded)
        return loaded;
    auto record = attemptInPass(m_file, id, m_options.pass);
    if (!record)
        return std::unexpected(std::move(record.error()));
    m_record = std::move(*record);
    if (auto steps = WorkspaceSteps::read(m_file, m_record))
        m_steps = std::move(*steps);
    auto rendered = m_page->render(
        view(), [this](const QString &text) { put(text); },
        [this](const QString &name) { return fillSlot(name); });
    return rendered ? m_damage : rendered;
}

Result<void> AttemptWriter::fillSlot(const QString &name)
{
    if (name == u"style"_s)
        put(m_style);
    else if (name == u"script"_s)
        put(m_script);
    else if (name == u"events"_s)
        return putEvents();
    else if (name == u"verdicts"_s)
        return putVerdicts();
    return {};
}

/// What can't be read is noted, and the page is finished all the same.
Result<void> AttemptWriter::orNoted(Result<void> done)
{
    if (done || done.error().code != ErrorCode::Corrupt)
        return done;
    m_damage = std::move(done);
    put(u"<p class=\"alert bad\">%1</p>"_s.arg(htmlText(m_damage.error().text())));
    return {};
}

Result<void> AttemptWriter::putEvents()
{
    EventViews views(m_file, m_steps.get(), m_options);
    int told = 0;
    for (qint64 after = 0;;) {
        const auto events = m_file.events(m_record.id, after, eventsAtOnce);
        if (!events)
            return orNoted(std::unexpected(events.error()));
        for (const Event &event : *events) {
            if (++told > m_options.maxEvents) {
                put(u"<p class=\"alert\">Further events are left out; the run file holds them.</p>"_s);
                return {};
            }
            const bool isFull = m_written > m_options.maxBytes;
            auto done = m_event->render(views.view(event, isFull),
                                        [this](const QString &text) { put(text); });
            if (!done)
                return done;
        }
        if (qint64(events->size()) < eventsAtOnce)
            return {};
        after = events->back().id;
    }
}

Result<void> AttemptWriter::putVerdicts()
{
    Json view = AttemptViews::head(m_record);
    view["open"] = true;
    if (auto added = orNoted(m_attempts.addDetails(m_record, view)); !added)
        return added;
    return m_attempt->render(view, [this](const QString &text) { put(text); });
}

Result<void> into(const QString &path, const std::function<Result<void>(QIODevice &)> &write)
{
    QSaveFile out(path);
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, out.errorString()));
    auto written = write(out);
    if (!written && written.error().code != ErrorCode::Corrupt)
        return written;
    if (!out.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, out.errorString()));
    return written;
}

} // namespace

Result<void> writeAttemptPage(const RunFile &file, const QString &attempt, const QString &path,
                              const AttemptPageOptions &options)
{
    return into(path,
                [&](QIODevice &out) { return AttemptWriter(file, out, options).write(attempt); });
}

Result<void> writeAttemptTrace(const RunFile &file, const QString &attempt, const QString &path,
                               const std::function<bool(qint64 events)> &goesOn)
{
    const auto record = file.attempt(attempt);
    if (!record)
        return std::unexpected(record.error());
    return into(path, [&](QIODevice &out) -> Result<void> {
        Json head{{"format", traceFormat},
                  {"attempt", record->id},
                  {"pack", record->pack},
                  {"scenario", record->scenario},
                  {"agent", record->agent},
                  {"model", record->model},
                  {"sample", record->sample},
                  {"retry", record->retry},
                  {"outcome", outcomeName(record->outcome)},
                  {"started_ms", record->startedMs}};
        QByteArray text = dumpJson(head);
        text.chop(1);
        out.write(text + ",\"events\":[");
        qint64 written = 0;
        for (qint64 after = 0;;) {
            if (goesOn && !goesOn(written))
                return fail(ErrorCode::Cancelled, u"no longer wanted"_s);
            const auto events = file.events(record->id, after, eventsAtOnce);
            if (!events)
                return std::unexpected(events.error());
            for (const Event &event : *events) {
                out.write(written++ == 0 ? "\n" : ",\n");
                out.write(dumpJson(toJson(event)));
            }
            if (qint64(events->size()) < eventsAtOnce)
                break;
            after = events->back().id;
        }
        out.write("\n]}\n");
        return {};
    });
}

} // namespace touchstone
