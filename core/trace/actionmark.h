#pragma once

#include "core/trace/event.h"

#include <QtCore/QString>

#include <vector>

namespace touchstone {

/// What a GUI action did on the picture it was aimed at, as far as its event says: in the picture's
/// pixels. Understood are our own actions and those of computer tools: {"x", "y"}, {"coordinate":
/// [x, y]}, {"start_coordinate", "coordinate"}, {"from": {"x", "y"}, "to": …}, {"path": [[x, y] or
/// {"x", "y"}, …]}, with "text", "keys" or "key"; at the top, or under "arguments" or "action".
struct ActionMark {
    struct Point {
        double x = 0;
        double y = 0;
        bool operator==(const Point &) const = default;
    };
    QString name; ///< "left_click"; may be empty
    std::vector<Point> path; ///< one point: a click; several: a drag; none: it has no place
    QString text; ///< typed, or the keys that were pressed
    [[nodiscard]] bool isEmpty() const { return path.empty() && text.isEmpty(); }
    bool operator==(const ActionMark &) const = default;
};

ActionMark actionMark(const Event &event);

} // namespace touchstone
