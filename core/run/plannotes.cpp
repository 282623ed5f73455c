#include "core/run/plannotes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype shown = 5;

/// "'a', 'b', and 3 more"
QString listed(const QStringList &ids, qsizetype count)
{
    QStringList quoted;
    for (const QString &id : ids.first(std::min(shown, ids.size())))
        quoted.append(u"'%1'"_s.arg(id.left(100)));
    if (count > quoted.size())
        quoted.append(u"and %1 more"_s.arg(count - quoted.size()));
    return quoted.join(u", "_s);
}

QString foreignAnswersNote(const QString &agentName, const Agent &agent,
                           const std::vector<std::unique_ptr<Pack>> &packs)
{
    const auto answered = agent.answeredIds();
    if (!answered)
        return {};
    QStringList foreign;
    for (const QString &id : *answered)
        if (std::ranges::none_of(packs,
                                 [&](const auto &pack) { return pack->indexOf(id).has_value(); }))
            foreign.append(id);
    if (foreign.isEmpty())
        return {};
    foreign.sort();
    return u"%1 has answers for %2 that no scenario has: %3"_s.arg(
        agentName, foreign.size() == 1 ? u"an id"_s : u"%1 ids"_s.arg(foreign.size()),
        listed(foreign, foreign.size()));
}

QString unansweredNote(const QString &agentName, const Coverage &coverage)
{
    if (coverage.unanswered == 0)
        return {};
    return u"%1 has no answer for %2 of %3 scenarios, which are not run: %4"_s.arg(agentName)
        .arg(coverage.unanswered)
        .arg(coverage.asked)
        .arg(listed(coverage.some, coverage.unanswered));
}

} // namespace

void Coverage::add(const QString &scenario, bool isAnswered)
{
    ++asked;
    if (isAnswered)
        return;
    ++unanswered;
    if (some.size() < shown)
        some.append(scenario);
}

QStringList coverageNotes(const QStringList &agentNames,
                          const std::vector<std::unique_ptr<Agent>> &agents,
                          const std::vector<std::unique_ptr<Pack>> &packs,
                          const std::vector<Coverage> &coverage)
{
    QStringList notes;
    for (size_t a = 0; a < agents.size(); ++a) {
        const QString &name = agentNames.at(qsizetype(a));
        notes.append(foreignAnswersNote(name, *agents[a], packs));
        notes.append(unansweredNote(name, coverage[a]));
    }
    notes.removeAll(QString());
    return notes;
}

} // namespace touchstone
