"""All extracts of one authority."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.synthetic.draws import Draws
from dagster_project.synthetic.render.ccis import ccis_extracts
from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.faults import Faults
from dagster_project.synthetic.render.finance import finance_extracts
from dagster_project.synthetic.render.health import health_extracts
from dagster_project.synthetic.render.housing import housing_extracts
from dagster_project.synthetic.render.identity import Scene, set_scene
from dagster_project.synthetic.render.lcs_care import care_frames
from dagster_project.synthetic.render.lcs_front_door import front_door_frames
from dagster_project.synthetic.render.lcs_leaving import leaving_frames
from dagster_project.synthetic.render.lcs_people import people_frames
from dagster_project.synthetic.render.lcs_permanence import permanence_frames
from dagster_project.synthetic.render.lcs_services import service_frames
from dagster_project.synthetic.render.reference import reference_extracts
from dagster_project.synthetic.render.school import school_extracts
from dagster_project.synthetic.render.voice import voice_extracts
from dagster_project.synthetic.truth import Truth

#: Sources besides the case system, in the order of their files.
_SOURCES: dict[str, Callable[[Scene], Iterator[Extract]]] = {
    "ccis": ccis_extracts,
    "housing": housing_extracts,
    "voice": voice_extracts,
    "health": health_extracts,
    "virtual_school": school_extracts,
    "finance": finance_extracts,
}


@dataclass(frozen=True)
class Rendered:
    """The extracts of one authority, and the truth's table of which record is whose."""

    extracts: tuple[Extract, ...]
    source_records: pl.DataFrame

    def frame(self, dataset: str) -> pl.DataFrame:
        """Return the latest extract of a dataset."""
        return [extract.frame for extract in self.extracts if extract.dataset == dataset][-1]


def render(truth: Truth, *, catalogue: Catalogue, seed: int = 20260430, faults: float = 1.0) -> Rendered:
    """Render the truth of one authority as its sources send it, all in memory.

    Args:
        truth: What `simulate` returns.
        catalogue: Whose fields, codes and spellings are used.
        seed: Same truth, seed and level: same extracts.
        faults: 0 renders the truth exactly; 1 is usual; 2 is twice as bad.
    """
    extracts = tuple(extracts_of(truth, catalogue=catalogue, seed=seed, faults=faults))
    records = [extract.records for extract in extracts if extract.records is not None]
    return Rendered(extracts, pl.concat(records))


def extracts_of(truth: Truth, *, catalogue: Catalogue, seed: int, faults: float) -> Iterator[Extract]:
    """Yield one extract after another, so that only one need be in memory; arguments as for `render`."""
    if faults < 0:
        raise WreathError(f"faults: {faults} is below zero; 0 renders the truth exactly", exit_code=2)
    authority = str(truth["person"]["local_authority_code"][0])
    draws = Draws(seed, authority, "render")
    scene = set_scene(truth, Faults(faults, draws.of("lcs"), "lcs", catalogue))
    yield from _lcs(scene)
    for source, extracts in _SOURCES.items():
        yield from extracts(scene.seen_by(Faults(faults, draws.of(source), source, catalogue)))
    yield from reference_extracts(scene)


def _lcs(scene: Scene) -> Iterator[Extract]:
    """Yield the case system's extracts."""
    for frames in (
        people_frames,
        care_frames,
        permanence_frames,
        leaving_frames,
        service_frames,
        front_door_frames,
    ):
        for name, frame, records in frames(scene):
            shaped = in_layout(scene.faults.catalogue, name, frame)
            yield Extract("lcs", name, scene.truth.as_at, shaped, records=records)
