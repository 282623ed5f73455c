"""What an order comes to."""
from collections.abc import Iterable
from dataclasses import dataclass

from stock.catalogue import Article, Catalogue


class UnknownArticle(LookupError):
    """There is no article of that number."""


@dataclass(frozen=True)
class Line:
    """So many of an article."""

    number: str
    amount: int


def total(lines: Iterable[Line], catalogue: Catalogue) -> int:
    """The price of all lines in cents.

    A line of an article that the catalogue doesn't have raises UnknownArticle with the article's number.
    """
    return sum(line.amount * _known(line.number, catalogue).price for line in lines)


def _known(number: str, catalogue: Catalogue) -> Article:
    article = catalogue.find(number)
    if article is None:
        raise UnknownArticle(number)
    return article


def weight(lines: Iterable[Line], catalogue: Catalogue) -> int:
    """What all lines weigh in grams; articles that the catalogue doesn't have count nothing."""
    grams = 0
    for line in lines:
        article = catalogue.find(line.number)
        if article is not None:
            grams += line.amount * article.grams
    return grams
