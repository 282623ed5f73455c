#include "core/trace/actionmark.h"

#include <cmath>
#include <optional>

namespace touchstone {
namespace {

constexpr size_t mostPoints = 2000;

std::optional<ActionMark::Point> pointOf(const Json &json)
{
    double x = 0;
    double y = 0;
    if (json.is_array() && json.size() >= 2 && json[0].is_number() && json[1].is_number()) {
        x = json[0].get<double>();
        y = json[1].get<double>();
    } else if (memberOr(json, "x").is_number() && memberOr(json, "y").is_number()) {
        x = json["x"].get<double>();
        y = json["y"].get<double>();
    } else {
        return std::nullopt;
    }
    return std::isfinite(x) && std::isfinite(y) ? std::optional(ActionMark::Point{x, y})
                                                : std::nullopt;
}

std::vector<ActionMark::Point> pathOf(const Json &data)
{
    std::vector<ActionMark::Point> path;
    const auto add = [&path](const Json &json) {
        if (const auto point = pointOf(json); point && path.size() < mostPoints)
            path.push_back(*point);
    };
    if (const Json &list = memberOr(data, "path"); list.is_array())
        for (const Json &point : list)
            add(point);
    if (path.empty())
        for (const char *member : {"from", "start_coordinate", "coordinate", "to"})
            add(memberOr(data, member));
    if (path.empty())
        add(data);
    return path;
}

QString textOf(const Json &data)
{
    for (const char *member : {"text", "keys", "key"}) {
        const Json &value = memberOr(data, member);
        if (value.is_string())
            return value.get<QString>();
        if (value.is_array())
            return stringsOr(data, member).join(u'+');
    }
    return {};
}

} // namespace

ActionMark actionMark(const Event &event)
{
    ActionMark mark;
    if (event.type != EventType::Action)
        return mark;
    const Json *data = &event.data;
    for (const char *member : {"arguments", "action"})
        if (const Json &inner = memberOr(event.data, member); inner.is_object())
            data = &inner;
    mark.path = pathOf(*data);
    mark.text = textOf(*data);
    for (const Json *json : {data, &event.data})
        for (const char *member : {"action", "type", "kind", "tool"})
            if (mark.name.isEmpty())
                mark.name = stringOr(*json, member);
    return mark;
}

} // namespace touchstone
