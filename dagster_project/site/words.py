"""Plain words for numbers, dates and codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

HIDDEN_MEANING: Mapping[str, str] = MappingProxyType(
    {
        "c": "hidden: it is about a few young people, or would let somebody work such a number out",
        "x": "not available: nothing was recorded to count",
        "z": "does not apply here",
    }
)
_HIDDEN_SHORT: Mapping[str, str] = MappingProxyType({"c": "hidden", "x": "not available", "z": "does not apply"})
#: The same in a heading.
HIDDEN_TITLE: Mapping[str, str] = MappingProxyType(
    {"c": "not shown, to keep a few people private", "x": "nothing recorded to count", "z": "does not apply here"}
)
PERSPECTIVE_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "administrative": "What the records say",
        "practitioner": "What practitioners say",
        "young_person": "What young people say",
    }
)
PERSPECTIVE_SHORT: Mapping[str, str] = MappingProxyType(
    {"administrative": "Records", "practitioner": "Practitioners", "young_person": "Young people"}
)
PERSPECTIVE_NOTE: Mapping[str, str] = MappingProxyType(
    {
        "administrative": "Facts kept by a service, such as a date or a type of home.",
        "practitioner": "A worker's own judgement, such as whether a home is suitable.",
        "young_person": "Answers that young people gave themselves, such as whether they feel safe.",
    }
)
_RETURN_NAME: Mapping[str, str] = MappingProxyType(
    {"ssda903": "SSDA903", "annex_a": "Annex A", "ccis": "CCIS", "hclic": "H-CLIC"}
)
_AGE_BAND: Mapping[str, str] = MappingProxyType(
    {"all": "All ages", "17-18": "17 to 18", "19-21": "19 to 21", "22-25": "22 to 25"}
)
BREAKDOWN_LABEL: Mapping[str, str] = MappingProxyType(
    {
        "age": "Age",
        "sex": "Sex",
        "home": "Kind of home",
        "formerly_unaccompanied": "Formerly unaccompanied",
        "in_touch": "In or out of touch",
        "district": "District",
    }
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def full_date(day: date) -> str:
    """Return a date as "31 March 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def year(text: str) -> str:
    """Return "2024-25" with a hyphen at which no line breaks."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


def short_month(day: date) -> str:
    """Return a date as "Mar 2026", for the foot of a chart."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def age_band(band: str) -> str:
    """Return "17 to 18" for "17-18"; an unknown band as it is."""
    return _AGE_BAND.get(band, band)


def return_name(return_id: str) -> str:
    """Return what people call a national return; an unknown one by its id."""
    return _RETURN_NAME.get(return_id, return_id)


def listed(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def number(value: float | None) -> str:
    """Return a number with thousands separated and no needless decimals; empty text for None."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def figure(value: float, unit: str) -> str:
    """Return a measure with its unit: "85%", "6.4 out of 10", "42 days"."""
    if unit in {"percent", "%", "pct"}:
        return f"{value:.0f}%" if abs(value) >= 1 or value == 0 else f"{value:.1f}%"
    if unit in {"", "count", "number"}:
        return number(value)
    return f"{number(value)} {unit.replace('_', ' ')}"


def hidden(status: str) -> str:
    """Return "hidden [c]", or the like, for a value that is not shown."""
    return f"{_HIDDEN_SHORT.get(status, 'not shown')} [{status}]"


def few(fewest: int) -> str:
    """Return "1 to 5": the numbers of people that are not told, the fewest shown being 6."""
    return f"1 to {fewest - 1}"


def small_count(rows: int | None, fewest: int) -> str:
    """Return a count of rows about people: 0, "1 to 5" where it is hidden, or the number."""
    return few(fewest) if rows is None else number(rows)


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """Return "1 field" or "2 fields"."""
    return f"{number(count)} {singular if count == 1 else plural or singular + 's'}"


def duration(days: float) -> str:
    """Return a number of days as days, months or years, whichever is told most easily."""
    if days < 60:
        return counted(round(days), "day")
    if days < 730:
        return counted(round(days / 30.44), "month")
    return f"{days / 365.25:.1f} years"


def sentence_code(code: str) -> str:
    """Return a code such as "former_relevant" as "Former relevant"."""
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
