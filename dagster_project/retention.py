"""What is kept past its period: loads that later ones have taken the place of, and people whom nothing here needs.

The periods are rows of the catalogue. Nothing is removed until somebody says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.rows import Retention
from dagster_project.catalogue.tables import RETENTION
from dagster_project.digests import sha256_of
from dagster_project.erasure.erase import checked_reason, erase
from dagster_project.erasure.plan import Whom
from dagster_project.erasure.stop_list import unfinished
from dagster_project.landing.acceptance import in_force
from dagster_project.landing.manifest import LoadRecord, Manifest
from dagster_project.landing.storage import partition
from dagster_project.progress import Listener
from dagster_project.registers import Register
from dagster_project.run import only_run, run
from dagster_project.settings import Settings, repository
from dagster_project.warehouse.pointer import current
from dagster_project.warehouse.publish import connect

REGISTER, APPLIED = "retention", "periods applied"
_PEOPLE = """
select person.person_id, person.birth_date, list(distinct record.source)
from core.dim_person as person
inner join core.bridge_person_source_record as record using (local_authority_code, person_id)
where person.birth_date is not null
group by all order by all
"""


@dataclass(frozen=True)
class PastPeriod:
    """What is past its period: loads as the manifest has them, and the keys of people."""

    loads: tuple[LoadRecord, ...]
    people: tuple[str, ...]

    def lines(self, rules: Mapping[str, Retention]) -> list[str]:
        """Return it as lines for people, a dataset each, without naming anybody."""
        counts = Counter(load.dataset for load in self.loads)
        lines = [
            f"{dataset}: {count} loads older than {rules[dataset].superseded_months} months ({rules[dataset].status})"
            for dataset, count in sorted(counts.items())
        ]
        return [*lines, f"{len(self.people)} people past the age to which every dataset that holds them is kept"]


def rules_of(catalogue: Catalogue) -> dict[str, Retention]:
    """Return the periods by dataset."""
    return {rule.dataset: rule for rule in catalogue.table(RETENTION)}


def past_period(settings: Settings, catalogue: Catalogue, day: date) -> PastPeriod:
    """Return what is past its period on a day; people as the published warehouse knows them."""
    rules = rules_of(catalogue)
    loads = loads_past(Manifest.read(settings.landing), rules, day)
    published = current(settings)
    if published is None:
        return PastPeriod(tuple(loads), ())
    with connect(published.identified, settings) as connection:
        people = connection.execute(_PEOPLE).fetchall()
    until = _until_by_source(catalogue, rules)
    past = [key for key, born, sources in people if is_past(born, (until.get(source) for source in sources), day)]
    return PastPeriod(tuple(loads), tuple(past))


def loads_past(records: Iterable[LoadRecord], rules: Mapping[str, Retention], day: date) -> list[LoadRecord]:
    """Return the loads that are not in force and past the period of their dataset, in the order they came."""
    found = list(records)
    needed = in_force(found)
    return [
        record
        for record in found
        if record.load_id not in needed
        and record.extract_date
        and (rule := rules.get(record.dataset)) is not None
        and rule.superseded_months is not None
        and _months_between(date.fromisoformat(record.extract_date), day) >= rule.superseded_months
    ]


def is_past(born: date, ages: Iterable[int | None], day: date) -> bool:
    """Whether somebody has reached the highest of some ages; datasets without one do not count."""
    known = [age for age in ages if age is not None]
    return bool(known) and _months_between(born, day) >= 12 * max(known)


def apply_periods(settings: Settings, *, why: str, day: date, listener: Listener) -> list[str]:
    """Remove loads and erase people past their period, and build the warehouse anew; return what was done, in lines.

    The records of loads go first, so that the new build does without them, then what it no longer reads. Interrupted,
    the same goes on where it was.

    Raises:
        WreathError: No usable reason is given, a run is under way, or it failed.
    """
    reason = checked_reason(settings, why)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    with only_run(settings):
        past = past_period(settings, catalogue, day)
        lines = past.lines(rules_of(catalogue))
        _enter(settings, past, reason, day)
        for load in past.loads:
            _forget(settings, load)
        if past.people:
            lines += erase(settings, Whom(past.people), why=reason, day=day, listener=listener).lines
        elif past.loads or _forgotten(settings):
            # Also those of an application that was killed before its run had ended.
            lines += run(settings, as_at=None, again=True, listener=listener).lines[:1]
        forgotten = _forgotten(settings)
        for folder in forgotten:
            files.remove_folder(folder)
    return [*lines, f"{len(forgotten)} folders of loads removed"]


def _enter(settings: Settings, past: PastPeriod, reason: str, day: date) -> None:
    """Enter what is removed, unless an application that was killed has."""
    register = Register(settings, REGISTER)
    loads = [load.load_id for load in past.loads]
    entered = {load for entry in register.entries() for load in entry.content["loads"]}
    is_begun = entered.issuperset(loads) and (not past.people or bool(unfinished(settings)))
    if (loads or past.people) and not is_begun:
        content = {"why": reason, "loads": loads, "people": len(past.people)}
        register.append(APPLIED, content, day=day)


def _forget(settings: Settings, load: LoadRecord) -> None:
    """Remove the file that brought a load, or it would be taken in again, then its record."""
    original = settings.inbox / load.file
    if original.is_file() and sha256_of(original) == load.sha256:
        files.remove(original)
    files.remove(settings.landing / "manifest" / f"{load.load_id}.json")


def _forgotten(settings: Settings) -> list[Path]:
    """Return the folders of loads that the manifest does not know."""
    known = {partition(record) for record in Manifest.read(settings.landing)}
    roots = (settings.landing, settings.quarantine)
    found = [path for root in roots for path in sorted(root.glob("source=*/dataset=*/load_id=*"))]
    return [path for path in found if path.relative_to(path.parents[2]) not in known]


def _until_by_source(catalogue: Catalogue, rules: Mapping[str, Retention]) -> dict[str, int]:
    """The highest age of a source's datasets: a person is not erased from some of them only."""
    ages: dict[str, int] = {}
    for dataset in catalogue.datasets:
        rule = rules.get(dataset.dataset)
        if rule is not None and rule.person_until_age is not None:
            ages[dataset.source] = max(ages.get(dataset.source, 0), rule.person_until_age)
    return ages


def _months_between(first: date, last: date) -> int:
    """Whole months; who was born on 29 February has a birthday on 1 March, in law and here."""
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
