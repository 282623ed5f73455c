#include "app/scenarios/arrangement.h"

#include "core/scenario/filter.h"

#include <QtCore/QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

const QStringList &groupNames()
{
    static const QStringList names{u"pack"_s, u"kind"_s,   u"language"_s, u"difficulty"_s,
                                   u"tag"_s,  u"result"_s, u"nothing"_s};
    return names;
}

/// Whether the filter lets it through; the instruction is read only where it decides.
bool passes(const Filter &filter, const LoadedPack &pack, size_t row)
{
    if (filter.isEmpty())
        return true;
    const FilterSubject subject = filterSubject(pack.outlines[row], pack.name());
    if (const auto decided = filter.decide(subject, {u"text"_s}))
        return *decided;
    const auto whole = pack.pack->outline(qsizetype(row));
    return filter.matches(whole ? filterSubject(*whole, pack.name()) : subject);
}

/// "easy" stands before "hard"; the rest by name.
QString orderKey(const QString &difficulty)
{
    const qsizetype level = QStringList{u"easy"_s, u"medium"_s, u"hard"_s}.indexOf(difficulty);
    return level < 0 ? u"9"_s + difficulty : QString::number(level);
}

QStringList groupsOf(const Arrangement &all, ScenarioRef ref, GroupBy group)
{
    const ScenarioOutline &outline = all.outline(ref);
    switch (group) {
    case GroupBy::Kind:
        return {outline.kind};
    case GroupBy::Language:
        return {outline.language};
    case GroupBy::Difficulty:
        return {outline.difficulty};
    case GroupBy::Tag:
        return outline.tags.isEmpty() ? QStringList{QString()} : outline.tags;
    case GroupBy::Result: {
        const auto mark = all.mark(ref);
        return {mark ? mark->tone : QString()};
    }
    default:
        return {QString()};
    }
}

void addByPack(Arrangement &all, const std::vector<ScenarioRef> &shown, bool isFiltered)
{
    for (const PackPointer &pack : all.packs)
        all.groups.push_back({pack->name(), {}, pack});
    for (const ScenarioRef ref : shown)
        all.groups[ref.pack].scenarios.push_back(ref);
    if (isFiltered)
        std::erase_if(all.groups,
                      [](const ScenarioGroup &group) { return group.scenarios.empty(); });
}

void addGroups(Arrangement &all, const std::vector<ScenarioRef> &shown, GroupBy group)
{
    QMap<QString, size_t> known;
    for (const ScenarioRef ref : shown)
        for (const QString &name : groupsOf(all, ref, group)) {
            const auto at = known.constFind(name);
            const size_t index = at == known.cend() ? all.groups.size() : *at;
            if (at == known.cend()) {
                known.insert(name, index);
                all.groups.push_back({name, {}, nullptr});
            }
            all.groups[index].scenarios.push_back(ref);
        }
    const auto key = [group](const ScenarioGroup &item) {
        const QString name =
            group == GroupBy::Difficulty ? orderKey(item.name) : item.name.toCaseFolded();
        return std::pair(item.name.isEmpty(), name); // those that have none stand last
    };
    std::ranges::stable_sort(all.groups, {}, key);
}

void sortRefs(const Arrangement &all, std::vector<ScenarioRef> &refs, ScenarioColumn column,
              bool descending)
{
    std::vector<std::pair<QString, ScenarioRef>> keyed;
    keyed.reserve(refs.size());
    for (const ScenarioRef ref : refs) {
        const QString text = all.text(ref, column);
        keyed.emplace_back(
            column == ScenarioColumn::Difficulty ? orderKey(text) : text.toCaseFolded(), ref);
    }
    std::ranges::stable_sort(keyed, [descending](const auto &a, const auto &b) {
        return descending ? b.first < a.first : a.first < b.first;
    });
    std::ranges::transform(keyed, refs.begin(), [](const auto &item) { return item.second; });
}

} // namespace

QString groupName(GroupBy group)
{
    return groupNames()[int(group)];
}

GroupBy groupFromName(const QString &name)
{
    return GroupBy(std::max<qsizetype>(0, groupNames().indexOf(name)));
}

std::optional<ResultMark> Arrangement::mark(ScenarioRef ref) const
{
    const auto found = results.constFind(scenarioKey(packs[ref.pack]->name(), outline(ref).id));
    return found == results.cend() ? std::nullopt : std::optional(markOf(found->counts));
}

QString Arrangement::text(ScenarioRef ref, ScenarioColumn column) const
{
    const ScenarioOutline &all = outline(ref);
    switch (column) {
    case ScenarioColumn::Id:
        return all.id;
    case ScenarioColumn::Title:
        return problem(ref).isEmpty() ? all.title : problem(ref);
    case ScenarioColumn::Kind:
        return all.kind;
    case ScenarioColumn::Language:
        return all.language;
    case ScenarioColumn::Difficulty:
        return all.difficulty;
    case ScenarioColumn::Tags:
        return all.tags.join(u", "_s);
    case ScenarioColumn::Result:
        break;
    }
    const auto result = mark(ref);
    return result ? result->glyph + u' ' + result->text : QString();
}

Arrangement arrange(std::vector<PackPointer> packs, ScenarioResults results,
                    const ArrangeOptions &options, const std::atomic<int> &latest, int ticket)
{
    Arrangement all;
    all.packs = std::move(packs);
    all.results = std::move(results);
    auto filter = Filter::parse(options.filter, FilterOf::Scenarios);
    if (!filter) {
        all.error = filter.error().message;
        filter = Filter();
    }
    std::vector<ScenarioRef> shown;
    for (size_t p = 0; p < all.packs.size(); ++p) {
        const LoadedPack &pack = *all.packs[p];
        all.total += qsizetype(pack.outlines.size());
        for (size_t row = 0; row < pack.outlines.size(); ++row) {
            if (latest != ticket) // nobody wants it any more
                return all;
            if (passes(*filter, pack, row))
                shown.push_back({quint32(p), quint32(row)});
        }
    }
    all.shown = qsizetype(shown.size());
    if (options.sort)
        sortRefs(all, shown, *options.sort, options.descending);
    if (options.group == GroupBy::Pack)
        addByPack(all, shown, !filter->isEmpty());
    else
        addGroups(all, shown, options.group);
    return all;
}

} // namespace touchstone::scenarios
