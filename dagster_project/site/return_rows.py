"""The read contract of returns and dashboards: tables of the catalogue, and what the map says of their items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReturnItem:
    """`return_items`: one item of a national return."""

    return_id: str
    module: str
    item: str
    position: int = 0
    required: str = ""
    code_set: str = ""
    description: str = ""
    valid_from_year: str = ""
    valid_to_year: str = ""

    @property
    def item_id(self) -> str:
        """Its name on the map."""
        return f"{self.return_id.upper()}.{self.module}.{self.item}"

    @property
    def is_ssda903(self) -> bool:
        """Whether it is of the return that this warehouse makes and checks."""
        return self.return_id == "ssda903"


@dataclass(frozen=True)
class MapItemClaim:
    """`map_item_claim`: one row per field and item of a return that are said, or proved, to belong together."""

    dataset: str
    field: str
    return_item_id: str
    state: str = ""


@dataclass(frozen=True)
class Dashboard:
    """`dashboards`: a dashboard of the council's or of ours."""

    dashboard_id: str
    title: str
    built_by: str = ""
    owner: str = ""

    @property
    def is_councils(self) -> bool:
        """Whether the council had it before."""
        return self.built_by == "council"


@dataclass(frozen=True)
class DashboardMeasure:
    """`dashboard_measures`: a measure on a dashboard, with the field that is said to feed it."""

    dashboard_id: str
    measure_id: str
    label: str
    concept_id: str = ""
    dataset: str = ""
    field: str = ""
    indicator_id: str = ""
    basis: str = ""


@dataclass(frozen=True)
class CollectionYear:
    """`collection_years`: the reporting calendar."""

    collection_year: str
    start_date: date
    end_date: date
    deadline_date: date
    opens_date: date | None = None
    status: str = ""


@dataclass(frozen=True)
class Dataset:
    """`datasets`: something a source sends."""

    source: str
    dataset: str
    title: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Code:
    """`codes`: a code of a code set."""

    code_set: str
    code: str
    label: str = ""


@dataclass(frozen=True)
class ReturnReckoning:
    """`return_reckoning`: what became of the records of one file of the return that is due; None is hidden."""

    local_authority_code: str
    collection_year: str
    module: str
    grain: str = ""
    population: str = ""
    returned_count_shown: int | None = None
    left_out_count_shown: int | None = None
    repaired_count_shown: int | None = None
    incomplete_count_shown: int | None = None
    to_check_count_shown: int | None = None


@dataclass(frozen=True)
class ReturnFigure:
    """`return_figure`: what the comparison with last year and with England says of a figure of the return."""

    local_authority_code: str
    collection_year: str
    label: str
    subject: str = ""
    since: str = ""
    against: str = ""
