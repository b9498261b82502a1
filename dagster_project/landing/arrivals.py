"""What a file in the inbox is: of which dataset, for which day, with which rows. Most files are one load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dagster_project.catalogue import Catalogue
from dagster_project.landing.columns import known_columns
from dagster_project.landing.content import Content
from dagster_project.landing.inbox import InboxFile, dataset_in_name, date_in_name
from dagster_project.landing.readers import RawTable, RefusalError, tables_of

#: Share of a header's columns that must be a dataset's own for the dataset to be recognised by it.
_HEADER_SHARE = 0.5


@dataclass(frozen=True)
class Arrival:
    """A file, or one of the tables in it, as read from the disk, and what it says it is.

    `day` is the extract date that the name or the collection year gives, None where there is neither; `collection_year`
    is '' unless the file is one year's picture. `notices` are lines about what was doubtful in reading it.
    """

    file: InboxFile
    content: Content
    dataset: str
    day: date | None
    raw: RawTable
    collection_year: str = ""
    notices: tuple[str, ...] = ()

    @cached_property
    def load_id(self) -> str:
        """First 16 hexadecimal digits of the hash of authority, dataset, collection year if any, and content."""
        part = f"{self.dataset}\n{self.collection_year}" if self.collection_year else self.dataset
        return load_id_of(self.file.local_authority_code, part, self.content)


def load_id_of(local_authority_code: str, dataset: str, content: Content) -> str:
    """Return the id of a load: no clock in it, so the same file twice is the same load."""
    return content.digest(f"{local_authority_code}\n{dataset}\n".encode())[:16]


def recognise(file: InboxFile, content: Content, catalogue: Catalogue) -> tuple[Arrival, ...]:
    """Find out which datasets a file holds; raises RefusalError.

    A file is one dataset, known by its name or else by its header; a workbook of several sheets is as many, each known
    by the sheet. Of a source that sends one picture a collection year, a file is known by its columns alone and may
    hold several.
    """
    if file.source in catalogue.yearly_sources:
        from dagster_project.landing.submitted import recognise_submitted

        return recognise_submitted(file, content, catalogue)
    return _recognise_named(file, content, catalogue)


def likely_dataset(file: InboxFile, catalogue: Catalogue) -> str:
    """Return the dataset that the name of a file speaks of, '' for none: whose file it is when it cannot be read."""
    if file.source in catalogue.yearly_sources:
        return ""
    return dataset_in_name(file.path.name, datasets_of(file.source, catalogue)) or ""


def datasets_of(source: str, catalogue: Catalogue) -> list[str]:
    """Return the names of a source's datasets."""
    return [dataset.dataset for dataset in catalogue.datasets if dataset.source == source]


def dataset_in_header(raw: RawTable, datasets: Iterable[str], catalogue: Catalogue) -> str | None:
    """Return the one dataset whose fields the header fits best, if it fits at all."""
    known = list(datasets)
    if raw.root in known:
        return raw.root
    scores: dict[str, float] = {}
    for dataset in known:
        try:
            found, _ = known_columns(raw.columns, catalogue.fields_of(dataset), catalogue.aliases(dataset))
        except RefusalError:
            continue
        share = len(found) / max(len(raw.columns), 1)
        keys = {field.field for field in catalogue.key_fields(dataset)}
        if share >= _HEADER_SHARE and keys <= set(found):
            scores[dataset] = share
    best = [dataset for dataset, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _recognise_named(file: InboxFile, content: Content, catalogue: Catalogue) -> tuple[Arrival, ...]:
    name = file.path.name
    own = datasets_of(file.source, catalogue)
    dataset = dataset_in_name(name, own)
    if dataset is None:
        elsewhere = dataset_in_name(name, (known.dataset for known in catalogue.datasets))
        if elsewhere is not None:
            home = catalogue.dataset(elsewhere).source
            raise RefusalError(f"is a file of source {home}", f"move it to inbox/{home}/")
    try:
        day = date_in_name(name)
    except ValueError as error:
        advice = f"name it {dataset or '<dataset>'}_YYYY-MM-DD"
        raise RefusalError("has a date in its name that does not exist", advice) from error
    tables = tables_of(content, int(catalogue.parameter("check_workbook_megabytes")) << 20)
    if len(tables) > 1:
        found = _by_sheet(tables, own, catalogue)
    else:
        found = {dataset or dataset_in_header(tables[0], own, catalogue): tables[0]}
    arrivals = []
    for known, raw in found.items():
        if known is None:
            advice = f"name it <dataset>_YYYY-MM-DD.csv; the datasets of {file.source} are {', '.join(own)}"
            raise RefusalError("is no dataset we know, neither by its name nor by its header", advice)
        arrivals.append(Arrival(file, content, known, day, raw, notices=raw.notices))
    return tuple(arrivals)


def _by_sheet(tables: Iterable[RawTable], own: list[str], catalogue: Catalogue) -> dict[str | None, RawTable]:
    """Return the sheets of a workbook by dataset; RefusalError for one that is none, or the same as another."""
    found: dict[str | None, RawTable] = {}
    for raw in tables:
        dataset = dataset_in_header(raw, own, catalogue)
        if dataset is None:
            advice = "name the sheet after its dataset, or take it out of the workbook, or hide it"
            raise RefusalError(f"has a sheet '{raw.root}' that is no dataset we know", advice)
        if dataset in found:
            advice = "keep one of them, or hide the other"
            raise RefusalError(f"has two sheets of {dataset}: '{found[dataset].root}' and '{raw.root}'", advice)
        found[dataset] = raw
    return found
