"""Reading a return, ours or anybody's: a folder, a file or several, whatever they are called.

A CSV file is recognised by its columns. Whatever is not read, or is read in spite of a fault, is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import polars as pl

from dagster_project.catalogue import Catalogue
from dagster_project.errors import WreathError
from dagster_project.landing.delimited import SEPARATORS
from dagster_project.landing.readers import CELL_COUNT, ROW_NUMBER, RawTable, RefusalError, is_markup
from dagster_project.returns.ssda903 import layout as names
from dagster_project.returns.ssda903.csv_files import from_csv
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.specification import Module, modules_of
from dagster_project.returns.ssda903.xml_layout import XmlLayout
from dagster_project.returns.ssda903.xml_reading import from_xml

Format = Literal["csv", "xml"]
#: Endings of files that are tried, in a folder; those of _CLAIMING must be readable, or nothing is read.
_TRIED = {".csv", ".xml", ".txt", ".tsv"}
_CLAIMING = {".csv", ".xml"}
#: Bytes that tell XML from CSV.
_HEAD = 1_000


@dataclass(frozen=True)
class Notice:
    """Something to know about a file that was read, or was not; `row` counts the rows below the header from 1."""

    file: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        """Return one line: file, row, what."""
        return f"{self.file}: {self.message}" if self.row is None else f"{self.file}, row {self.row}: {self.message}"


@dataclass(frozen=True)
class ReadReturn:
    """A return as it was read.

    `notices` tell what was not read or is doubtful, file by file; `files` gives the file of each module.
    """

    file_set: FileSet
    notices: tuple[Notice, ...]
    file_format: Format
    files: dict[str, Path] = field(default_factory=dict)


def read_return(
    path: Path | Sequence[Path],
    catalogue: Catalogue,
    collection_year: str | None = None,
    *,
    file_format: Format | None = None,
) -> ReadReturn:
    """Read a return.

    Args:
        path: A folder (of which the files directly in it count), a file, or files.
        catalogue: Where the modules and items are listed.
        collection_year: Whose modules are meant; None for those of all years.
        file_format: Which to read where there are CSV files and XML; None for CSV.

    Returns:
        The return. A module that no file holds is not in it; of XML, every module is whose elements are known.

    Raises:
        WreathError: There is no file of the return, or one cannot be read; file, why, what to do.
    """
    modules = modules_of(catalogue, collection_year)
    named = [path] if isinstance(path, Path) else list(path)
    candidates = _Candidates.found(named)
    if file_format == "xml" or (file_format is None and candidates.xml and not candidates.csv):
        return _read_xml(candidates, XmlLayout.of(catalogue, modules), named)
    return _read_csv(candidates, modules, modules_of(catalogue, None), named)


@dataclass
class _Candidates:
    """The files that may be of the return, and what is known not to be."""

    csv: list[Path] = field(default_factory=list)
    xml: list[Path] = field(default_factory=list)
    #: Files that must be readable: named by the user, or by their ending.
    claiming: set[Path] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    #: Folders that Wreath wrote: their XML says the same as their CSV files, by the manifest beside them.
    own: set[Path] = field(default_factory=set)

    @classmethod
    def found(cls, paths: Iterable[Path]) -> _Candidates:
        found = cls()
        for path in paths:
            if path.is_dir():
                found._folder(path)
            elif path.is_file():
                found._file(path, is_named=True)
            else:
                raise WreathError(f"{path} is not there: name a folder or files of a return", exit_code=2)
        return found

    def _folder(self, folder: Path) -> None:
        if (folder / names.MANIFEST).is_file():
            self.own.add(folder)
        for path in sorted(folder.iterdir()):
            if not path.is_file():
                self.notices.append(Notice(path.name, "is a folder; the files in it were not read"))
            elif not (folder in self.own and path.name in names.ABOUT):
                self._file(path, is_named=False)

    def _file(self, path: Path, *, is_named: bool) -> None:
        suffix = path.suffix.lower()
        if not is_named and suffix not in _TRIED:
            self.notices.append(Notice(path.name, "is neither CSV nor XML by its name; it was not read"))
            return
        if is_named or suffix in _CLAIMING:
            self.claiming.add(path)
        (self.xml if is_markup(_content(path, _HEAD)) else self.csv).append(path)


def _content(path: Path, most: int = -1) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(most)
    except OSError as error:
        raise WreathError(f"{path} cannot be opened ({error.strerror}): close it elsewhere and try again") from error


def _read_xml(candidates: _Candidates, layout: XmlLayout, named: Sequence[Path]) -> ReadReturn:
    if len(candidates.xml) != 1:
        what = "no XML" if not candidates.xml else f"several XML files ({', '.join(p.name for p in candidates.xml)})"
        raise WreathError(f"{_called(named)} holds {what}: name the XML of one return", exit_code=2)
    path = candidates.xml[0]
    try:
        file_set, lines = from_xml(_content(path), layout)
    except RefusalError as refusal:
        raise _refused(path, refusal) from refusal
    other = [
        Notice(csv.name, "was not read, because the XML was asked for")
        for csv in candidates.csv
        if csv.parent not in candidates.own
    ]
    notices = (*candidates.notices, *other, *(Notice(path.name, line) for line in lines))
    return ReadReturn(file_set, notices, "xml", dict.fromkeys(file_set.tables, path))


def _read_csv(
    candidates: _Candidates, modules: Sequence[Module], all_modules: Sequence[Module], named: Sequence[Path]
) -> ReadReturn:
    notices = list(candidates.notices)
    for path in candidates.xml:
        if path.parent not in candidates.own:
            notices.append(Notice(path.name, "was not read: beside CSV files, XML is read only when asked for"))
    frames: dict[str, pl.DataFrame] = {}
    files: dict[str, Path] = {}
    for path in candidates.csv:
        try:
            raw = from_csv(_content(path))
        except RefusalError as refusal:
            if path in candidates.claiming:
                raise _refused(path, refusal) from refusal
            notices.append(Notice(path.name, f"{refusal.problem}; it was not read"))
            continue
        module = _module_of(raw, all_modules)
        if module is None:
            notices.append(Notice(path.name, f"{_unlike(path, raw, all_modules)}; it was not read"))
        elif module not in modules:
            notices.append(Notice(path.name, f"is {module.name}, which the year does not have; it was not read"))
        elif module.name in files:
            first = files[module.name].name
            notices.append(Notice(path.name, f"is {module.name}, as {first} is, which was read; this one was not"))
        else:
            files[module.name] = path
            frames[module.name] = raw.frame.rename(_renamed(raw, module)).select(module.columns)
            notices += _doubts(path, raw, module)
    if not frames:
        told = "; ".join(str(notice) for notice in notices[:3]) or "it is empty"
        raise WreathError(
            f"{_called(named)} holds no file of the return ({told}): name its folder or files", exit_code=2
        )
    return ReadReturn(FileSet.of(frames, modules), tuple(notices), "csv", files)


def _key(column: str) -> str:
    return column.strip().casefold()


def _module_of(raw: RawTable, modules: Iterable[Module]) -> Module | None:
    """The module all of whose columns the file has; of several, the one with most columns."""
    sent = {_key(column) for column in raw.columns}
    fitting = [module for module in modules if {_key(column) for column in module.columns} <= sent]
    return max(fitting, key=lambda module: len(module.columns), default=None)


def _unlike(path: Path, raw: RawTable, modules: Sequence[Module]) -> str:
    """Why a file is no module: what the one that it is called after has that it lacks, or else the most similar one."""
    sent = {_key(column) for column in raw.columns}
    called = [module for module in modules if module.name.casefold() in path.stem.casefold()]
    near = max(called or modules, key=lambda module: sum(_key(c) in sent for c in module.columns) / len(module.columns))
    missing = [column for column in near.columns if _key(column) not in sent]
    if len(missing) * 2 > len(near.columns):
        return "has the columns of no file of the return"
    return f"lacks {', '.join(missing)} to be {near.name}"


def _renamed(raw: RawTable, module: Module) -> dict[str, str]:
    """Columns as sent → items; every item once, since column names differ whatever their case."""
    item = {_key(column): column for column in module.columns}
    taken = {column: item[_key(column)] for column in raw.columns if _key(column) in item}
    others = [column for column in raw.frame.columns if column not in taken]
    return taken | {column: f"not read: {column}" for column in others}


def _doubts(path: Path, raw: RawTable, module: Module) -> list[Notice]:
    """What to know about a file that was read."""
    items = {_key(column) for column in module.columns}
    found = []
    if raw.encoding != "UTF-8":
        found.append(Notice(path.name, f"is not UTF-8; it was read as {raw.encoding}"))
    if raw.separator != ",":
        found.append(Notice(path.name, f"is separated by {SEPARATORS[raw.separator]}, not by commas; it was read"))
    for column in raw.columns:
        if _key(column) not in items:
            found.append(Notice(path.name, f"column '{column}' is not of {module.name}; it was not read"))
    if CELL_COUNT in raw.frame.columns:
        width = len(raw.columns)
        ragged = raw.frame.filter(pl.col(CELL_COUNT) != width).select(ROW_NUMBER, CELL_COUNT)
        for row, cells in ragged.iter_rows():
            told = (
                f"has {cells} cells, the header {width}; what is missing counts as blank, what is beyond was not read"
            )
            found.append(Notice(path.name, told, row))
    return found


def _refused(path: Path, refusal: RefusalError) -> WreathError:
    return WreathError(f"{path} {refusal.problem}; {refusal.advice}")


def _called(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths[:3]) + (" …" if len(paths) > 3 else "")
