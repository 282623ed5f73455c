#include "core/scenario/outline.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

void addChecks(const Json &list, QStringList &ids)
{
    if (!list.is_array())
        return;
    for (const Json &check : list)
        ids.append(stringOr(check, "id", stringOr(check, "type")));
}

Json checksPart(const Json &list)
{
    Json part = Json::array();
    if (list.is_array())
        for (const Json &check : list)
            part.push_back({{"id", stringOr(check, "id", stringOr(check, "type"))}});
    return part;
}

} // namespace

ScenarioOutline outlineOf(const Json &scenario)
{
    ScenarioOutline outline;
    outline.id = stringOr(scenario, "id");
    outline.kind = stringOr(scenario, "kind");
    outline.language = stringOr(scenario, "language");
    outline.title = stringOr(scenario, "title", outline.id);
    outline.difficulty = stringOr(scenario, "difficulty");
    outline.tags = stringsOr(scenario, "tags");
    if (memberOr(scenario, "instruction").is_string())
        outline.instructions.append(stringOr(scenario, "instruction"));
    const Json &turns = memberOr(scenario, "turns");
    if (turns.is_array())
        for (const Json &turn : turns) {
            if (memberOr(turn, "instruction").is_string())
                outline.instructions.append(stringOr(turn, "instruction"));
            addChecks(memberOr(turn, "checks"), outline.checks);
        }
    addChecks(memberOr(scenario, "checks"), outline.checks);
    return outline;
}

Json outlinePart(const Json &scenario)
{
    Json part = Json::object();
    for (const char *key : {"id", "kind", "language", "title", "difficulty", "tags", "instruction"})
        if (const Json &value = memberOr(scenario, key); !value.is_null())
            part[key] = value;
    part["checks"] = checksPart(memberOr(scenario, "checks"));
    const Json &turns = memberOr(scenario, "turns");
    if (turns.is_array())
        for (const Json &turn : turns)
            part["turns"].push_back({{"instruction", memberOr(turn, "instruction")},
                                     {"checks", checksPart(memberOr(turn, "checks"))}});
    return part;
}

FilterSubject filterSubject(const ScenarioOutline &outline, const QString &pack)
{
    FilterSubject subject;
    subject.id = outline.id;
    subject.kind = outline.kind;
    subject.language = outline.language;
    subject.tags = outline.tags;
    subject.difficulty = outline.difficulty;
    subject.pack = pack;
    subject.checks = outline.checks;
    subject.texts = QStringList{outline.id, outline.title} + outline.instructions;
    return subject;
}

} // namespace touchstone
