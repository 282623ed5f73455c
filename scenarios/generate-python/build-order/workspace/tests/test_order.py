import pytest

from builder.errors import CircularNeed, UnknownTarget
from builder.manifest import read_manifest
from builder.order import build_order

MANIFEST = """
app: core ui      # the program
ui: core icons
core:
icons:
docs: core
"""


def test_needs_come_first():
    assert build_order(read_manifest(MANIFEST), ["app"]) == ["core", "icons", "ui", "app"]


def test_only_what_is_wanted():
    assert build_order(read_manifest(MANIFEST), ["docs", "core"]) == ["core", "docs"]


def test_unknown_names():
    with pytest.raises(UnknownTarget) as raised:
        build_order({"app": ["gone"]}, ["app"])
    assert (raised.value.name, raised.value.needed_by) == ("gone", "app")


def test_circles():
    with pytest.raises(CircularNeed) as raised:
        build_order({"b": ["c"], "c": ["a"], "a": ["b"]}, ["c"])
    assert raised.value.path == ["a", "b", "c", "a"]
