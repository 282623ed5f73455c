from glossary.index import add_text, found_in


def test_without_an_index_there_is_a_new_one():
    first = add_text("a", "one two")
    assert add_text("b", "two") == {"two": ["b"]}
    assert first == {"one": ["a"], "two": ["a"]}


def test_an_empty_index_is_filled():
    index = {}
    assert add_text("a", "one", index) is index
    assert index == {"one": ["a"]}


def test_by_name():
    index = {"one": ["z"]}
    add_text("a", "One, one", index=index)
    assert index == {"one": ["z", "a"]}
    assert found_in(index, "ONE") == ["a", "z"]
