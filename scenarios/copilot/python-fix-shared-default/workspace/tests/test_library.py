from glossary.library import Library


def test_search():
    library = Library()
    library.add("a", "The cat sat.")
    library.add("b", "A dog sat.")
    assert library.search("sat", "Cat") == {"a": "The cat sat."}


def test_libraries_are_apart():
    one, other = Library(), Library()
    one.add("a", "cat")
    assert other.search("cat") == {}
