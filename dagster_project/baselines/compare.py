"""The change from a baseline to the published copy, number by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dagster_project.baselines.keep import Baseline, baselines, find_baseline, read_baseline
from dagster_project.baselines.measures import COUNT, FAMILIES, Key, Measured, Measurement, in_words, measure
from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import require_current

_TITLE = {family.name: family.title for family in FAMILIES}
#: Why there is no number, by the letter that the pages use.
_NO_NUMBER: Mapping[str, str] = MappingProxyType({"c": "hidden", "x": "nothing recorded", "z": "does not apply"})
_COUNTED = frozenset(family.name for family in FAMILIES if family.is_count)


class Kind(StrEnum):
    """How a number stands to the one of the baseline."""

    CHANGED = "changed"
    SAME = "same"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Change:
    """One number then and now; either may be None where that copy did not measure it."""

    then: Measurement | None
    now: Measurement | None

    @property
    def of(self) -> Measurement:
        """What is measured, in the words of now where there are any."""
        found = self.now or self.then
        if found is None:
            raise ValueError("a change has a number then or now")
        return found

    @property
    def difference(self) -> float | None:
        """Now less then; None where either has no number."""
        if self.then is None or self.now is None or self.then.value is None or self.now.value is None:
            return None
        return round(self.now.value - self.then.value, 6)

    @property
    def kind(self) -> Kind:
        """How the two stand to each other; hidden then and hidden now is the same."""
        if self.difference is not None:
            return Kind.CHANGED if self.difference else Kind.SAME
        is_same = self.then is not None and self.now is not None and self.then.status == self.now.status != ""
        return Kind.SAME if is_same else Kind.NOT_COMPARABLE

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        one = self.of
        return {
            "family": one.family,
            "authority": one.authority,
            "subject": one.subject,
            "part": one.part,
            "label": one.label,
            "unit": one.unit,
            "then": self.then.value if self.then else None,
            "now": self.now.value if self.now else None,
            "then_status": self.then.status if self.then else "not measured",
            "now_status": self.now.status if self.now else "not measured",
            "then_period": self.then.period if self.then else "",
            "now_period": self.now.period if self.now else "",
            "change": self.difference,
        }


@dataclass(frozen=True)
class Since:
    """The change since a baseline.

    Args:
        baseline: Since when.
        changes: Every number that both releases measure, in the order of families, subjects and parts.
        only_now: What the release of the baseline did not measure yet, as `family part`.
        only_then: What is measured no longer.
    """

    baseline: Baseline
    changes: tuple[Change, ...]
    only_now: tuple[str, ...]
    only_then: tuple[str, ...]

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)


def since(settings: Settings, name: str) -> Since:
    """Return the change from a baseline to the published copy.

    Raises:
        WreathError: Nothing is published, there is no such baseline, or its file was changed.
    """
    baseline = find_baseline(settings, name)
    return compare(baseline, read_baseline(settings, baseline), measure(require_current(settings).dashboards))


def since_latest(settings: Settings, dashboards: Path) -> Since | None:
    """Return the change from the latest baseline to a copy; None before the first baseline.

    One that cannot be read stops no run: None too, and `standing_lines` tells what is wrong.
    """
    try:
        known = baselines(settings)
        return compare(known[-1], read_baseline(settings, known[-1]), measure(dashboards)) if known else None
    except WreathError:
        return None


def standing_lines(settings: Settings) -> list[str]:
    """Return a line for every baseline, or for the register, that somebody changed on the disk."""
    try:
        known = baselines(settings)
    except WreathError as error:
        return [str(error)]
    lines = []
    for baseline in known:
        try:
            read_baseline(settings, baseline)
        except WreathError as error:
            lines.append(str(error))
    return lines


def compare(baseline: Baseline, then: Measured, now: Measured) -> Since:
    """Pair the numbers of two copies; what only one release measures is named and not counted as a change."""
    old, new = ({(f, p) for f, parts in side.families.items() for p in parts} for side in (then, now))
    before, after = ({one.key: one for one in side.measurements} for side in (then, now))
    pairs = []
    for key in sorted(before.keys() | after.keys(), key=_place):
        if (key[0], key[3]) in old & new:
            pairs.append(_pair(key, before, after))
    named = [tuple(sorted(f"{family} {part}" for family, part in only)) for only in (new - old, old - new)]
    return Since(baseline, tuple(pairs), *named)


def as_json(found: Since) -> dict[str, Any]:
    """Return the whole comparison as JSON holds it."""
    baseline = found.baseline
    return {
        "baseline": {"name": baseline.name, "day": baseline.day.isoformat(), "as_at": baseline.as_at},
        "measures": [change.as_json() for change in found.changes],
        "not_in_baseline": list(found.only_now),
        "no_longer_measured": list(found.only_then),
    }


def as_lines(found: Since) -> Iterator[str]:
    """Yield the comparison as lines: what changed, then how much did not."""
    changed, apart = found.of_kind(Kind.CHANGED), found.of_kind(Kind.NOT_COMPARABLE)
    yield (
        f"Since '{found.baseline.name}' (as at {found.baseline.as_at}): {len(changed):,} of {len(found.changes):,} "
        f"measures changed, {len(apart):,} cannot be compared, {len(found.of_kind(Kind.SAME)):,} are the same."
    )
    several = len({change.of.authority for change in found.changes if change.of.authority}) > 1
    title = ""
    for change in (*changed, *apart):
        if (now := _TITLE.get(change.of.family, change.of.family)) != title:
            title = now
            yield f"{title}:" if change.kind is Kind.CHANGED else f"{title}, not comparable:"
        whose = f"{change.of.authority} " if several and change.of.authority else ""
        what = ", ".join(word for word in (change.of.label, shown_part(change.of.part)) if word)
        by = f" ({shown_difference(change)})" if change.difference is not None else ""
        yield f"  {whose}{what}: {shown(change.then)} -> {shown(change.now)}{by}"
    if found.only_now:
        yield f"Not measured when the baseline was kept: {', '.join(found.only_now)}"
    if found.only_then:
        yield f"Measured no longer: {', '.join(found.only_then)}"


def shown(measurement: Measurement | None) -> str:
    """Return a number as people read it, or why there is none."""
    if measurement is None:
        return "not there"
    if measurement.value is None:
        return _NO_NUMBER.get(measurement.status) or in_words(measurement.status).lower()
    return f"{_plain(measurement.value)}{'%' if measurement.unit == 'percent' else ''}"


def shown_difference(change: Change) -> str:
    """Return the change with its sign; empty where there is none to tell."""
    if change.difference is None:
        return ""
    sign = "+" if change.difference > 0 else ""
    return f"{sign}{_plain(change.difference)}{' points' if change.of.unit == 'percent' else ''}"


def shown_part(part: str) -> str:
    """Return what is measured of a subject, in words; empty for a count of rows."""
    return "" if part == COUNT else part.removesuffix("_shown").removesuffix("_count").replace("_", " ")


def _plain(value: float) -> str:
    """Return a number with thousands separated and at most two decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _place(key: Key) -> tuple[Any, ...]:
    order = list(_TITLE)
    return (order.index(key[0]) if key[0] in order else len(order), *key)


def _pair(key: Key, before: Mapping[Key, Measurement], after: Mapping[Key, Measurement]) -> Change:
    """Return the two numbers of a key; where rows are counted, none is 0."""
    then, now = before.get(key), after.get(key)
    known = then or now
    if key[0] in _COUNTED and known is not None:
        nothing = Measurement(*key, label=known.label, value=0)
        return Change(then or nothing, now or nothing)
    return Change(then, now)
