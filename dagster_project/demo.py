"""The fictional authority, put where a council's own extracts would be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dagster_project import files
from dagster_project.errors import WreathError
from dagster_project.progress import Listener, listening, step
from dagster_project.settings import Settings, repository

#: Beside the truth: the names of all files that the demo made.
MADE = "made_by_demo.txt"


def make_extracts(settings: Settings, *, people: int, listener: Listener) -> None:
    """Replace the demo's inbox and truth by fresh ones; a file that the demo did not make is never touched.

    Raises:
        WreathError: The folder is a council's: it has a configuration, or an inbox with files and no truth beside it.
    """
    own = settings.inbox.exists() and any(path.is_file() for path in settings.inbox.rglob("*"))
    if settings.config.exists() or (own and not settings.truth.exists()):
        raise WreathError(
            f"{settings.home} is a council's folder, not the demo's: use another one, "
            "for instance `WREATH_HOME=demo wreath demo`",
            exit_code=2,
        )
    files.make_folder(settings.home, files.OWNER_ONLY)
    with listening(listener), step("Fictional extracts") as say:
        fresh = settings.build / "synthetic"
        say(synthesise(fresh, people=people))
        note = settings.truth / MADE
        before = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
        made = sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file())
        # The note comes first: killed half way, the demo still knows its own files from a council's.
        _note(note, {*before, *made})
        _bring(fresh, settings.home, made)
        for name in set(before) - set(made):
            files.remove(settings.home / name)
        _note(note, set(made))
        files.remove_folder(fresh)


def _note(path: Path, names: set[str]) -> None:
    files.write_text(path, "".join(f"{name}\n" for name in sorted(names)))


def _bring(source: Path, target: Path, names: list[str]) -> None:
    """Move the files below `source` to the same places below `target`.

    An equal file stays as it is, so that a second demo adds no load.
    """
    for name in names:
        if not (target / name).exists() or (target / name).read_bytes() != (source / name).read_bytes():
            files.replace(source / name, target / name)


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
