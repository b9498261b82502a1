"""Everything that is generated from the catalogue, as whole files.

`wreath catalogue write` writes them and `wreath catalogue check` names those that are out of date.
"""

from collections.abc import Callable
from pathlib import Path

from dagster_project import files
from dagster_project.catalogue.catalogue import Catalogue
from dagster_project.catalogue.dictionary import dictionary_files
from dagster_project.catalogue.doc_blocks import doc_block_files
from dagster_project.catalogue.macros import macro_files
from dagster_project.catalogue.models import source_files, staging_files
from dagster_project.catalogue.suites import suite_files

#: Makers of generated files; each returns path below the repository → content.
MAKERS: tuple[Callable[[Catalogue], dict[str, str]], ...] = (
    source_files,
    staging_files,
    doc_block_files,
    macro_files,
    suite_files,
    dictionary_files,
)

#: Folders in which a marked file that no maker makes any more is stale.
GENERATED_FOLDERS = (
    "dbt/models/sources",
    "dbt/models/staging",
    "dbt/models/docs",
    "dbt/macros",
    "expectations",
    "docs",
)
MARK = "enerated from the catalogue"


def generated_files(catalogue: Catalogue) -> dict[str, str]:
    """Return every generated file: path below the repository → content."""
    found: dict[str, str] = {}
    for make in MAKERS:
        found.update(make(catalogue))
    return found


def orphans(repository: Path, wanted: dict[str, str]) -> list[Path]:
    """Return the marked files that the catalogue no longer makes, sorted."""
    found: list[Path] = []
    for folder in GENERATED_FOLDERS:
        for path in sorted((repository / folder).rglob("*")):
            if not path.is_file() or path.relative_to(repository).as_posix() in wanted:
                continue
            with path.open(encoding="utf-8") as opened:
                if MARK in opened.read(400):
                    found.append(path)
    return found


def check_generated(catalogue: Catalogue, repository: Path) -> list[Path]:
    """Return the generated files that are missing, differ, or should no longer exist; empty when all is well."""
    wanted = generated_files(catalogue)
    stale = [
        repository / name
        for name, content in wanted.items()
        if not (repository / name).is_file() or (repository / name).read_text(encoding="utf-8") != content
    ]
    return sorted([*stale, *orphans(repository, wanted)])


def write_generated(catalogue: Catalogue, repository: Path) -> list[Path]:
    """Write the generated files that changed, remove those no longer made; returns the paths touched."""
    wanted = generated_files(catalogue)
    stale = check_generated(catalogue, repository)
    for path in stale:
        content = wanted.get(path.relative_to(repository).as_posix())
        if content is None:
            files.remove(path)
        else:
            files.write_text(path, content)
    return stale
