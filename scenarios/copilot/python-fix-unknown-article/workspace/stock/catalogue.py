"""The articles that there are."""
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """Something to be sold; price in cents."""

    number: str
    name: str
    price: int
    grams: int


class Catalogue:
    """Articles by number."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {article.number: article for article in articles}

    def find(self, number: str) -> Article | None:
        """The article of a number; None where there is none."""
        return self._articles.get(number)
