"""Tests that must pass and tests that must fail, whatever is judged; see core/check/testsrun.cpp."""
import unittest

import pytest


def test_RANDOM_holds():
    assert ALPHA == int("ALPHA")
    assert [ALPHA, "RANDOM"] != [BETA, "RANDOM"]


def test_RANDOM_breaks_equal():
    assert ALPHA == BETA


def test_RANDOM_breaks_raising():
    raise ValueError("RANDOM")


def test_RANDOM_breaks_raises():
    with pytest.raises(ValueError):
        int("ALPHA")


class TestCaseRANDOM(unittest.TestCase):
    def test_RANDOM_breaks_assert(self):
        self.assertEqual(ALPHA, BETA)

    def test_RANDOM_holds_assert(self):
        self.assertEqual(ALPHA, int("ALPHA"))
