"""In which order targets are built."""

import graphlib
from collections.abc import Iterable, Mapping

from builder.errors import CircularNeed, UnknownTarget


def build_order(targets: Mapping[str, Iterable[str]], wanted: Iterable[str]) -> list[str]:
    """Return what must be built for `wanted`, needs first."""
    graph = _needed(targets, list(wanted))
    sorter = graphlib.TopologicalSorter(graph)
    try:
        sorter.prepare()
    except graphlib.CycleError:
        raise CircularNeed(_smallest_circle(graph)) from None
    order, ready = [], list(sorter.get_ready())
    while ready:
        ready.sort()
        name = ready.pop(0)
        order.append(name)
        sorter.done(name)
        ready += sorter.get_ready()
    return order


def _needed(targets, wanted):
    graph, stack, unknown = {}, list(wanted), {}
    for name in wanted:
        if name not in targets:
            unknown[name] = None
    while stack:
        name = stack.pop()
        if name in graph or name not in targets:
            continue
        graph[name] = set(targets[name])
        for need in graph[name]:
            stack.append(need)
            if need not in targets:
                previous = unknown.get(need, name)
                unknown[need] = None if previous is None else min(previous, name)
    if unknown:
        first = min(unknown)
        raise UnknownTarget(first, unknown[first])
    return graph


def _smallest_circle(graph):
    for start in sorted(graph):
        ways = [[start]]
        seen = set()
        while ways:
            longer = []
            for way in ways:
                for need in sorted(graph[way[-1]]):
                    if need == start:
                        return way + [start]
                    if need not in seen:
                        seen.add(need)
                        longer.append(way + [need])
            ways = longer
    raise AssertionError
