"""The fictional authority, put where a council's own extracts would be."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from dagster_project.errors import WreathError
from dagster_project.progress import Listener, listening, step
from dagster_project.settings import Settings, repository


def make_extracts(settings: Settings, *, people: int, listener: Listener) -> None:
    """Replace the demo's inbox and truth by fresh ones; a real inbox is never touched.

    Raises:
        WreathError: The inbox holds files and no truth lies beside them, so they are not the demo's.
    """
    own = settings.inbox.exists() and any(path.is_file() for path in settings.inbox.rglob("*"))
    if own and not settings.truth.exists():
        raise WreathError(
            f"{settings.inbox} holds extracts that the demo did not make: use another folder, "
            "for instance `WREATH_HOME=demo wreath demo`",
            exit_code=2,
        )
    with listening(listener), step("Fictional extracts") as say:
        say(synthesise(settings.build / "synthetic", people=people))
        for name, target in (("inbox", settings.inbox), ("truth", settings.truth)):
            _replace_changed(settings.build / "synthetic" / name, target)
        shutil.rmtree(settings.build / "synthetic")


def _replace_changed(source: Path, target: Path) -> None:
    """Bring `target` to the content of `source`; equal files stay as they are, so that a second demo adds no load."""
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in [p for p in target.rglob("*") if p.is_file()] if target.exists() else []:
        if path.relative_to(target) not in wanted:
            path.unlink()
    for name in sorted(wanted):
        if not (target / name).exists() or (target / name).read_bytes() != (source / name).read_bytes():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source / name, target / name)


def synthesise(
    out: Path,
    *,
    people: int = 970,
    authorities: int = 1,
    seed: int = 20260430,
    as_at: date | None = None,
    faults: float = 1.0,
) -> str:
    """Write extracts and truth below `out` and return one line about them."""
    from dagster_project.catalogue import Catalogue
    from dagster_project.synthetic import generate

    summary = generate(
        out,
        people=people,
        authorities=authorities,
        seed=seed,
        as_at=as_at or date(2026, 4, 30),
        faults=faults,
        catalogue=Catalogue.load(repository() / "seeds"),
    )
    rows = sum(summary.rows.values())
    return f"{summary.people:,} invented people, {len(summary.files)} files, {rows:,} rows"
