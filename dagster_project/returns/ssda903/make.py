"""Making a return: every file of it from the marts, whole or not at all, and the manifest that says what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from dagster_project import files
from dagster_project.catalogue import Catalogue
from dagster_project.digests import sha256_of
from dagster_project.errors import WreathError
from dagster_project.returns.ssda903 import layout as names
from dagster_project.returns.ssda903.csv_files import to_csv, to_csv_for_people
from dagster_project.returns.ssda903.left_out import counts, left_out_rows
from dagster_project.returns.ssda903.manifest import Code, FileDigest, Input, LossEntry, ModuleFile, ReturnManifest, Xml
from dagster_project.returns.ssda903.marts import (
    YearState,
    authorities,
    choose_authority,
    collection_years,
    from_marts,
    year_state,
)
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.provenance import write_provenance
from dagster_project.returns.ssda903.reconciliation import write_reconciliation
from dagster_project.returns.ssda903.specification import RETURN_ID, Module, modules_of
from dagster_project.returns.ssda903.xml_file import XmlFile, to_xml
from dagster_project.returns.ssda903.xml_layout import XmlLayout


@dataclass(frozen=True)
class ReturnFile:
    """A written module: its name, path and number of data rows."""

    module: str
    path: Path
    rows: int


@dataclass(frozen=True)
class BuiltBy:
    """What the warehouse was built with: the version of Wreath, and the digests of code and catalogue."""

    version: str
    code_digest: str
    catalogue_digest: str


@dataclass(frozen=True)
class WrittenReturn:
    """A return as it was written: its folder, the files of its modules, and what the manifest says of it."""

    folder: Path
    modules: tuple[ReturnFile, ...]
    manifest: ReturnManifest


def write_return(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    collection_year: str,
    out: Path,
    *,
    authority: str | None = None,
    provisional_tags: bool = False,
    enter: Callable[[ReturnManifest], object] = lambda manifest: None,
) -> WrittenReturn:
    """Write a collection year's return: CSV files, XML, provenance, what is left out, and the manifest.

    Written again from the same warehouse, every file has the same bytes. The files are made aside and the folder is
    put in place whole, so that a killed run leaves what was there before; files of an earlier making go with it.

    Args:
        connection: A warehouse, open for reading.
        catalogue: Where the modules, items and XML elements are listed.
        collection_year: For instance `2025-26`.
        out: Folder for the files; made when missing.
        authority: Local authority code; may be left out when the warehouse holds one authority.
        provisional_tags: Whether the XML has modules whose element names are a proposal of ours.
        enter: Called when all is made and before it is in place: there is no return in `out` that it did not enter.

    Raises:
        WreathError: The year is malformed or not in the warehouse, the authority is needed or unknown, a mart is
            missing, the warehouse was built with another catalogue, or `out` holds something else than a
            return or cannot be written.
    """
    built_by = _built_by(connection, catalogue)
    state = year_state(connection, collection_year)
    code = choose_authority(connection, authority)
    modules = modules_of(catalogue, collection_year)
    folder = _checked(out, modules_of(catalogue, None))
    with _in_one_go(folder) as fresh:
        # First, while nothing else takes memory: it has a row for every value of the return.
        write_provenance(connection, collection_year, code, fresh / names.PROVENANCE)
        file_set = from_marts(connection, catalogue, collection_year, code)
        xml = to_xml(file_set, XmlLayout.of(catalogue, modules), provisional_tags=provisional_tags)
        _write_files(fresh, file_set, xml, is_provisional=state.is_provisional)
        left_out = left_out_rows(connection, collection_year, code)
        files.write_bytes(fresh / names.LEFT_OUT, to_csv_for_people(left_out))
        write_reconciliation(connection, catalogue, collection_year, code, fresh)
        manifest = _manifest(
            connection,
            fresh,
            collection_year,
            code,
            state,
            built_by,
            file_set,
            xml,
            counts(left_out),
        )
        manifest.write(fresh)
        enter(manifest)
    written = (ReturnFile(entry.module, folder / entry.file, entry.rows) for entry in manifest.modules)
    return WrittenReturn(folder, tuple(written), manifest)


def write_all_years(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, out: Path) -> list[WrittenReturn]:
    """Write every collection year of the warehouse as `write_year` does."""
    years = collection_years(connection)
    return [made for year in years for made in write_year(connection, catalogue, year, out)]


def write_year(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, collection_year: str, out: Path
) -> list[WrittenReturn]:
    """Write a collection year to `<out>/<year>/`, with a folder an authority where there are several."""
    codes = authorities(connection)
    folder = out / collection_year
    return [
        write_return(
            connection, catalogue, collection_year, folder / code if len(codes) > 1 else folder, authority=code
        )
        for code in codes
    ]


def xml_lines(made: WrittenReturn) -> list[str]:
    """Return what to say of the XML: where it is, and what it does not hold."""
    xml = made.manifest.xml
    lines = [f"{made.folder / xml.file}: as XML"]
    if xml.left_out_modules:
        named = ", ".join(xml.left_out_modules)
        lines.append(f"  without {named}: their element names are not known; --xml-provisional-tags writes them")
    if xml.losses:
        lines.append(f"  without {len(xml.losses):,} values that XML cannot hold, listed in {names.MANIFEST}")
    return lines


def _built_by(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> BuiltBy:
    """Return what built the warehouse; modules, items and elements of another catalogue would not fit its marts."""
    rows = connection.execute("select version, code_digest, catalogue_digest from landing.built_by").fetchall()
    found = BuiltBy(*rows[0])
    if found.catalogue_digest != catalogue.digest():
        raise WreathError(
            "the catalogue has changed since the warehouse was built: run `wreath run`, then make the return again"
        )
    return found


def _checked(out: Path, modules: Sequence[Module]) -> Path:
    """Return `out` as a path that can be swapped; it will be replaced, so it may hold nothing but a return."""
    folder = out.expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise WreathError(f"{out} is a file: choose a folder for the return", exit_code=2)
    foreign = names.foreign_names(folder, modules)
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise WreathError(
            f"{out} holds {foreign[0]}{more}, which is no file of a return: choose an empty or a new folder",
            exit_code=2,
        )
    return folder


@contextmanager
def _in_one_go(folder: Path) -> Iterator[Path]:
    """Give a folder to fill that takes the place of `folder` at the end, or is gone if the work fails.

    What fails elsewhere, such as a file that cannot be read, is no matter of the folder and goes through as it is.
    """
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        files.make_folder(folder.parent)
        with _alone(folder):
            try:
                files.remove_folder(fresh)
                files.make_folder(fresh)
                if folder.exists():
                    shutil.copymode(folder, fresh)
                yield fresh
                files.swap_folder(fresh, folder)
            finally:
                files.remove_folder(fresh)
    except OSError as error:
        # A full disk names no file.
        if error.filename is not None and not Path(error.filename).is_relative_to(folder.parent):
            raise
        raise WreathError(f"{folder} cannot be written ({error.strerror or error}): choose another folder") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep every other making of a return out of `folder`, and of what is beside it, meanwhile."""
    lock = FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise WreathError(f"another return is being made in {folder}: wait until it is there") from error
    try:
        yield
    finally:
        # Removed while it is held; Windows removes nothing that is open, and there the release does it.
        with suppress(OSError):
            files.remove(Path(lock.lock_file))
        lock.release()


def _write_files(fresh: Path, file_set: FileSet, xml: XmlFile, *, is_provisional: bool) -> None:
    for module, frame in file_set.tables.items():
        files.write_bytes(fresh / names.module_file(module, is_provisional=is_provisional), to_csv(frame))
    files.write_bytes(fresh / names.xml_file(is_provisional=is_provisional), xml.content)


def _manifest(
    connection: duckdb.DuckDBPyConnection,
    fresh: Path,
    collection_year: str,
    authority: str,
    state: YearState,
    built_by: BuiltBy,
    file_set: FileSet,
    xml: XmlFile,
    left_out: dict[str, dict[str, int]],
) -> ReturnManifest:
    digests = {
        path.name: FileDigest(file=path.name, sha256=sha256_of(path), bytes=path.stat().st_size)
        for path in sorted(fresh.iterdir())
    }
    modules = []
    for module, rows in file_set.rows.items():
        name = names.module_file(module, is_provisional=state.is_provisional)
        modules.append(ModuleFile(module=module, file=name, rows=rows, sha256=digests[name].sha256))
    return ReturnManifest(
        return_id=RETURN_ID,
        collection_year=collection_year,
        local_authority_code=authority,
        as_at=state.as_at,
        known_to_date=state.known_to_date,
        is_provisional=state.is_provisional,
        parameters=dict(connection.execute("select parameter, value from catalogue.parameters").fetchall()),
        catalogue_digest=built_by.catalogue_digest,
        code=Code(version=built_by.version, digest=built_by.code_digest),
        inputs=_inputs(connection, authority),
        modules=tuple(modules),
        files=tuple(digests.values()),
        xml=Xml(
            file=names.xml_file(is_provisional=state.is_provisional),
            left_out_modules=xml.left_out_modules,
            losses=tuple(LossEntry(**asdict(loss)) for loss in xml.losses),
        ),
        left_out=left_out,
    )


def _inputs(connection: duckdb.DuckDBPyConnection, authority: str) -> tuple[Input, ...]:
    """The loads in force of the authority, and those that belong to none."""
    rows = connection.execute(
        "select source, dataset, load_id, file_name, sha256, extract_date from landing.loads where is_in_force "
        "and (local_authority_code = ? or local_authority_code is null) order by source, dataset, sequence, load_id",
        [authority],
    ).fetchall()
    return tuple(Input(**dict(zip(Input.model_fields, row, strict=True))) for row in rows)
