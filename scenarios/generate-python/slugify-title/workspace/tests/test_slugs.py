from blog.articles import Article
from blog.slugs import slugify


def test_words_are_joined_by_hyphens():
    assert slugify("Hello, World!") == "hello-world"


def test_accents_go():
    assert slugify("Crème brûlée für Anfänger") == "creme-brulee-fur-anfanger"


def test_apostrophes_do_not_part_words():
    assert slugify("It's Bob’s turn") == "its-bobs-turn"


def test_cut_between_words():
    assert slugify("one two three", limit=9) == "one-two"


def test_nothing_left():
    assert slugify("?!") == "untitled"


def test_addresses_use_it():
    assert Article("Äpfel & Birnen", 2024).address == "/2024/apfel-birnen/"
