import pytest

from letters.template import TemplateError, render

VALUES = {"name": "ada lovelace", "age": 36, "address": {"city": " London ", "zip": None}, "none": None}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Dear {name|title},", "Dear Ada Lovelace,"),
        ("{ age } years", "36 years"),
        ("{address.city|trim|upper}", "LONDON"),
        ("[{none?}{missing?|upper}]", "[]"),
        ("{{{name}}}", "{ada lovelace}"),
    ],
)
def test_renders(template, text):
    assert render(template, VALUES) == text


@pytest.mark.parametrize(
    ("template", "message", "position"),
    [
        ("a { b", "unmatched {", 2),
        ("a } b", "unmatched }", 2),
        ("ab{}", "bad placeholder", 2),
        ("{name} {nobody}", "no value for nobody", 7),
        ("{name|shout}", "no filter shout", 0),
    ],
)
def test_mistakes(template, message, position):
    with pytest.raises(TemplateError) as raised:
        render(template, VALUES)
    assert (str(raised.value), raised.value.position) == (message, position)
