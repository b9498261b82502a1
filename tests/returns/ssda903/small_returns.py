"""Small returns made by hand: two modules, a provenance of one record a row, and a manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project import files
from dagster_project.returns.ssda903.csv_files import to_csv
from dagster_project.returns.ssda903.layout import LEFT_OUT, PROVENANCE, module_file
from dagster_project.returns.ssda903.manifest import Code, FileDigest, Input, ModuleFile, ReturnManifest, Xml
from dagster_project.returns.ssda903.model import FileSet
from dagster_project.returns.ssda903.reasons import Origin

ITEMS = {
    "Header": ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    "Reviews": ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
}
PROVENANCE_SCHEMA = {
    **dict.fromkeys(("module", "child", "line", "item", "value", "rule", "source", "dataset", "load_id"), pl.String),
    "row_number": pl.Int64,
    **dict.fromkeys(("record_key", "row_hash"), pl.String),
}


@dataclass(frozen=True)
class Review:
    """A row of Reviews and the record it is made of."""

    child: str
    day: str
    code: str | None = "PN1"
    key: str = ""
    content: str = "same"
    load: str = "load1"
    rule: str = "as recorded"

    @property
    def record_key(self) -> str:
        return self.key or f"{self.child}-{self.day}"

    def record(self, row_number: int) -> tuple[str, str, str, int, str, str]:
        return "lcs", "ssd_cla_reviews", self.load, row_number, self.record_key, self.content


@dataclass(frozen=True)
class SmallReturn:
    """A return of Header and Reviews: each child has a person record, each review its own."""

    reviews: tuple[Review, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    manifest: Mapping[str, Any] = field(default_factory=dict)

    def of(self, **changes: Any) -> SmallReturn:
        """Return the same with changes to the manifest."""
        return replace(self, manifest={**self.manifest, **changes})

    @property
    def children(self) -> list[str]:
        return sorted({review.child for review in self.reviews} | set(self.people))

    def file_set(self) -> FileSet:
        rows = [(child, "F", "01/01/2010", "WBRI", None, "0", None) for child in self.children]
        reviews = [
            (r.child, "01/01/2010", f"{r.day[8:]}/{r.day[5:7]}/{r.day[:4]}", r.code)
            for r in sorted(self.reviews, key=lambda r: (r.child, r.day, r.code or ""))
        ]
        return FileSet({"Header": _texts("Header", rows), "Reviews": _texts("Reviews", reviews)})

    def provenance(self) -> pl.DataFrame:
        found = [
            ("Header", child, "", item, "", "person", "lcs", "ssd_person", "people1", place, child, said)
            for place, child in enumerate(self.children)
            for said in [self.people.get(child, "same")]
            for item in ITEMS["Header"]
        ]
        found += [
            ("Reviews", r.child, r.day, item, r.code, r.rule, *r.record(place))
            for place, r in enumerate(self.reviews)
            for item in ITEMS["Reviews"]
        ]
        return pl.DataFrame(found, PROVENANCE_SCHEMA, orient="row")

    def said(self) -> ReturnManifest:
        """Return the manifest, without files."""
        loads = {("ssd_person", "people1"), *(("ssd_cla_reviews", review.load) for review in self.reviews)}
        content: dict[str, Any] = {
            "return_id": "ssda903",
            "collection_year": "2024-25",
            "is_provisional": False,
            "as_at": date(2026, 4, 30),
            "known_to_date": date(2025, 3, 31),
            "local_authority_code": "990",
            "parameters": {"contact_window_months_after": "1"},
            "catalogue_digest": "c" * 64,
            "code": Code(version="0.1.0", digest="d" * 64),
            "inputs": tuple(
                Input(
                    source="lcs",
                    dataset=dataset,
                    load_id=load,
                    file=f"{dataset}_{load}.csv",
                    sha256="",
                    extract_date=None,
                )
                for dataset, load in sorted(loads)
            ),
            "modules": (),
            "files": (),
            "xml": Xml(file="SSDA903.xml", left_out_modules=(), losses=()),
            "left_out": {},
        }
        return ReturnManifest(**{**content, **self.manifest})

    def origin(self) -> Origin:
        return Origin(self.said(), self.provenance().lazy())

    def write(self, folder: Path) -> Path:
        """Write the folder as `wreath return` would, without XML and reconciliation."""
        said = self.said()
        contents = {
            module_file(name, is_provisional=said.is_provisional): to_csv(frame)
            for name, frame in self.file_set().tables.items()
        }
        modules = [
            ModuleFile(module=name, file=file, rows=self.file_set()[name].height, sha256=_sha256(content))
            for name, (file, content) in zip(ITEMS, contents.items(), strict=True)
        ]
        contents[LEFT_OUT] = b"module,CHILD,line,item,kind,reason\r\n"
        for name, content in contents.items():
            files.write_bytes(folder / name, content)
        self.provenance().write_parquet(folder / PROVENANCE)
        contents[PROVENANCE] = (folder / PROVENANCE).read_bytes()
        listed = [FileDigest(file=n, sha256=_sha256(c), bytes=len(c)) for n, c in sorted(contents.items())]
        said.model_copy(update={"modules": tuple(modules), "files": tuple(listed)}).write(folder)
        return folder


def _texts(module: str, rows: Sequence[tuple[str | None, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, dict.fromkeys(ITEMS[module], pl.String), orient="row")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
