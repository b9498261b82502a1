"""An extract: one dataset as a source sends it, and how it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from dagster_project import files
from dagster_project.catalogue import Catalogue

Style = Literal["csv", "csv with bom", "csv in windows-1252", "xml"]


@dataclass(frozen=True)
class Extract:
    """One file of one dataset; the frame has the catalogue's fields in the catalogue's order.

    `records` are rows of the truth's source_record, where the dataset says who people are.
    """

    source: str
    dataset: str
    extract_date: date
    frame: pl.DataFrame
    style: Style = "csv"
    date_format: str = "%Y-%m-%d"
    records: pl.DataFrame | None = None

    @property
    def file_name(self) -> str:
        """Return the name of the file: dataset, extract date, and what kind of file it is."""
        suffix = "xml" if self.style == "xml" else "csv"
        return f"{self.dataset}_{self.extract_date.isoformat()}.{suffix}"

    def write(self, inbox: Path, folder: str = "") -> Path:
        """Write the file below `inbox`/<source>, in a sub-folder where one is given; returns its path."""
        path = inbox / self.source / folder / self.file_name
        flags = pl.col(pl.Boolean).replace_strict({True: "Y", False: "N"}, return_dtype=pl.String)
        plain = self.frame.with_columns(flags)
        if self.style == "xml":
            files.write_text(path, _xml(self.dataset, plain, self.date_format))
        elif self.style == "csv in windows-1252":
            files.write_bytes(path, plain.write_csv(date_format=self.date_format).encode("cp1252"))
        else:
            with files.writing(path) as temporary:
                plain.write_csv(temporary, date_format=self.date_format, include_bom=self.style == "csv with bom")
        return path


def in_layout(catalogue: Catalogue, dataset: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with the fields of a dataset in order; a field that the frame lacks is left empty.

    Raises ValueError when the frame has a column that the catalogue does not know.
    """
    names = [field.field for field in catalogue.fields_of(dataset)]
    unknown = sorted(set(frame.columns) - set(names))
    if unknown:
        raise ValueError(f"{dataset}: the catalogue has no field {', '.join(unknown)}; correct the renderer")
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String).alias(name) for name in names
    )


def _xml(dataset: str, frame: pl.DataFrame, date_format: str) -> str:
    """Return rows as elements; an empty cell is an empty element."""
    dated = frame.with_columns(pl.col(pl.Date).dt.strftime(date_format))
    text = dated.with_columns(pl.all().cast(pl.String).fill_null(""))
    cells = [
        pl.concat_str(
            pl.lit(f"<{name}>"),
            pl.col(name).str.replace_all("&", "&amp;", literal=True).str.replace_all("<", "&lt;", literal=True),
            pl.lit(f"</{name}>"),
        )
        for name in text.columns
    ]
    rows = text.select(pl.concat_str(pl.lit("  <row>"), *cells, pl.lit("</row>")).alias("row"))["row"]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{dataset}>", *rows.to_list(), f"</{dataset}>"]
    return "\n".join(lines) + "\n"
