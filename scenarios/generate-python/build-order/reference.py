"""In which order targets are built."""

import heapq
from collections import deque
from collections.abc import Iterable, Mapping

from builder.errors import CircularNeed, UnknownTarget


def build_order(targets: Mapping[str, Iterable[str]], wanted: Iterable[str]) -> list[str]:
    """Return what must be built for `wanted`, needs first."""
    needs = _reachable(targets, wanted)
    users = {name: [] for name in needs}
    for name, its_needs in needs.items():
        for need in its_needs:
            users[need].append(name)
    waiting = {name: len(its_needs) for name, its_needs in needs.items()}
    ready = [name for name, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    order = []
    while ready:
        name = heapq.heappop(ready)
        order.append(name)
        for user in users[name]:
            waiting[user] -= 1
            if waiting[user] == 0:
                heapq.heappush(ready, user)
    if len(order) < len(needs):
        raise CircularNeed(_circle({name: needs[name] for name in needs if waiting[name]}))
    return order


def _reachable(targets, wanted):
    """Everything that `wanted` needs, with the names that each needs, sorted and each once."""
    unknown = []  # (name, 0 where wanted, needed by)
    needs = {}
    queue = deque((name, None) for name in wanted)
    while queue:
        name, needed_by = queue.popleft()
        if name not in targets:
            unknown.append((name, needed_by is not None, needed_by or ""))
        elif name not in needs:
            needs[name] = sorted(set(targets[name]))
            queue.extend((need, name) for need in needs[name])
    if unknown:
        name, is_needed, needed_by = min(unknown)
        raise UnknownTarget(name, needed_by if is_needed else None)
    return needs


def _circle(needs):
    """The circle to tell; `needs` holds what lies on circles or needs what does."""
    for start in sorted(needs):
        # Breadth first, needs in order: the first way back is the shortest, and of these the smallest.
        came_from = {}
        queue = deque([start])
        while queue:
            name = queue.popleft()
            for need in needs[name]:
                if need == start:
                    way = [start, name]
                    while way[-1] != start:
                        way.append(came_from[way[-1]])
                    return way[::-1] if name != start else [start, start]
                if need in needs and need not in came_from:
                    came_from[need] = name
                    queue.append(need)
    raise AssertionError("no circle among what can't be ordered")
