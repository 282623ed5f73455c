"""Articles and where they are found."""

from dataclasses import dataclass

from blog.slugs import slugify


@dataclass(frozen=True)
class Article:
    title: str
    year: int

    @property
    def address(self) -> str:
        return f"/{self.year}/{slugify(self.title, limit=40)}/"
