#include "app/inspect/conversation/conversationreading.h"

#include "app/inspect/step/bytesview.h"

#include "core/base/text.h"
#include "core/report/figures.h"
#include "core/trace/said.h"

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qsizetype roleCharacters = 300;

Result<Event> eventOf(const RunFile &file, const QString &attempt, qint64 id)
{
    auto events = file.events(attempt, id - 1, 1);
    if (!events)
        return std::unexpected(std::move(events.error()));
    if (events->empty() || events->front().id != id)
        return fail(ErrorCode::NotFound, u"attempt %1 has no event %2"_s.arg(attempt).arg(id));
    return std::move(events->front());
}

QString tokensOf(const Event &event)
{
    const Json &usage = memberOr(event.data, "usage");
    const qint64 in = integerOr(usage, "input_tokens", 0);
    const qint64 out = integerOr(usage, "output_tokens", 0);
    return in + out > 0 ? u"%1 → %2 tokens"_s.arg(countText(in), countText(out)) : QString();
}

QString roleOf(const Event &event)
{
    if (event.type == EventType::Message)
        return shortName(visibleText(stringOr(event.data, "role", event.actor)), 40);
    return eventLine(event, roleCharacters);
}

/// Programs colour what they print: that is not for reading.
QString plain(const QString &text)
{
    bool found = false;
    return text.contains(u'\x1b') ? QString::fromUtf8(withoutEscapes(text.toUtf8(), &found)) : text;
}

/// An action and what was seen of it are told together.
Result<Said> allSaid(const RunFile &file, const QString &attempt, const ConversationRow &row,
                     const Event &event)
{
    Said said = saidBy(event, file);
    if (row.answer > 0) {
        const auto answer = eventOf(file, attempt, row.answer);
        if (!answer)
            return std::unexpected(answer.error());
        const QString seen = saidBy(*answer, file).text;
        if (!said.text.isEmpty() && !seen.isEmpty())
            said.text += u"\n\n→ "_s;
        said.text += seen;
    }
    if (!said.isMarkdown)
        said.text = plain(said.text);
    return said;
}

SaidText readOne(const RunFile &file, const QString &attempt, const SaidWanted &wanted)
{
    SaidText text;
    text.event = wanted.row.event;
    const auto event = eventOf(file, attempt, wanted.row.event);
    const auto said = event ? allSaid(file, attempt, wanted.row, *event)
                            : Result<Said>(std::unexpected(event.error()));
    if (!said) {
        text.problem = said.error().text();
        return text;
    }
    text.role = roleOf(*event);
    text.isMarkdown = said->isMarkdown;
    text.size = said->text.size();
    text.text = wanted.whole ? said->text.left(wholeCharacters)
                             : beginningOf(said->text, briefCharacters, briefLines);
    text.isWhole = text.text.size() == text.size;
    text.tokens = tokensOf(*event);
    if (wanted.row.first != wanted.row.event)
        if (const auto call = eventOf(file, attempt, wanted.row.first))
            text.tokens = tokensOf(*call);
    return text;
}

} // namespace

QString beginningOf(const QString &text, qsizetype characters, qsizetype lines)
{
    qsizetype end = std::min(text.size(), characters);
    qsizetype lastLine = -1;
    for (qsizetype at = 0, line = 1; at < end; ++at) {
        if (text[at] != u'\n')
            continue;
        lastLine = at;
        if (line++ == lines)
            end = at + 1;
    }
    if (end == text.size())
        return text;
    if (lastLine > end / 2) // rather than in the middle of a line
        end = lastLine + 1;
    else if (end > 0 && text[end - 1].isHighSurrogate())
        --end;
    return text.left(end);
}

std::vector<SaidText> readSaid(const RunFile &file, const QString &attempt,
                               const std::vector<SaidWanted> &wanted)
{
    std::vector<SaidText> said;
    said.reserve(wanted.size());
    for (const SaidWanted &one : wanted)
        said.push_back(readOne(file, attempt, one));
    return said;
}

Result<QString> readAllSaid(const RunFile &file, const QString &attempt, const ConversationRow &row)
{
    const auto event = eventOf(file, attempt, row.event);
    if (!event)
        return std::unexpected(event.error());
    const auto said = allSaid(file, attempt, row, *event);
    if (!said)
        return std::unexpected(said.error());
    return said->text.isEmpty() ? eventLine(*event, roleCharacters) : said->text;
}

Result<SaidFound> findSaid(const RunFile &file, const QString &attempt, const QString &conversation,
                           const QString &text, qint64 after, qint64 most,
                           const std::atomic<bool> &stopped)
{
    const auto events = file.events(attempt, after, most);
    if (!events)
        return std::unexpected(events.error());
    SaidFound found{{}, after, qint64(events->size()) < most};
    for (const Event &event : *events) {
        if (stopped)
            break;
        found.last = event.id;
        const bool isTold = event.type != EventType::Note && event.type != EventType::Checkpoint;
        if (!isTold || event.conversation != conversation)
            continue;
        if (eventLine(event, roleCharacters).contains(text, Qt::CaseInsensitive)
            || plain(saidBy(event, file).text).contains(text, Qt::CaseInsensitive))
            found.events.push_back(event.id);
    }
    return found;
}

} // namespace touchstone::inspect
