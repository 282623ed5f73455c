from report.cells import text_of


def test_values():
    assert [text_of(value) for value in (None, True, 1.5, 3, "a\nb")] == ["-", "yes", "1.50", "3", "a b"]
