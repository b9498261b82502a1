"""What is recorded, in words for the young person it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Self

from dagster_project.catalogue import Catalogue, tables
from dagster_project.site.words import full_date

#: The words for any value of a concept that has none of its own.
_ANY = "*"
_ANSWERS: Mapping[str, str] = MappingProxyType({"true": "Yes", "false": "No"})
#: Whose view something is.
VOICES: Mapping[str, str] = MappingProxyType(
    {
        "young person": "You said this",
        "practitioner": "A worker wrote this",
        "joint": "You and a worker said this together",
        "administrative": "A fact from a record",
    }
)
#: The words that speak to a person, as they are said of another.
_OF_ANOTHER: Mapping[str, str] = MappingProxyType(
    {"you": "they", "your": "their", "yours": "theirs", "yourself": "themselves"}
)
_TO_A_PERSON = re.compile(r"\b(you|your|yours|yourself)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PlainWords:
    """The words of the catalogue's seed `plain_words`, by subject and value."""

    words: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Self:
        """Read them from the catalogue, the council's own among them."""
        return cls({(row.subject, row.value or ""): row.words for row in catalogue.table(tables.PLAIN_WORDS)})

    def about_another(self) -> Self:
        """Return the same words as they are said of somebody who does not read them: "How they are doing"."""
        return replace(self, words={key: _TO_A_PERSON.sub(_of_another, text) for key, text in self.words.items()})

    def name(self, subject: str, otherwise: str) -> str:
        """Return what a concept, source or module is called, or `otherwise` where nobody wrote plain words."""
        return self.words.get((subject, ""), otherwise)

    def value(self, concept_id: str, value: str) -> str:
        """Return a value in words: its own, those of any value, yes or no, a date as people write it, or as it is."""
        own = self.words.get((concept_id, value))
        if own is not None:
            return own
        shown = _ANSWERS.get(value) or _day(value) or value.removesuffix(".0")
        return self.words.get((concept_id, _ANY), "{}").replace("{}", shown)


def _of_another(found: re.Match[str]) -> str:
    word = _OF_ANOTHER[found[0].lower()]
    return word.capitalize() if found[0][0].isupper() else word


def _day(value: str) -> str:
    try:
        return full_date(date.fromisoformat(value))
    except ValueError:
        return ""
