"""The commands around the SSDA903 return: `wreath return`, `wreath compare`, `wreath freeze`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from dagster_project.settings import Settings, check_is_outside, repository
from dagster_project.terminal import out

if TYPE_CHECKING:
    from dagster_project.returns.ssda903.manifest import ReturnManifest

app = typer.Typer(rich_markup_mode=None)

Authority = Annotated[str | None, typer.Option(help="Three-digit DfE number, where there are several.")]


class Format(StrEnum):
    """How a comparison is shown."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command(name="return")
def make_return(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="Collection year, for instance 2025-26.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the files.")],
    authority: Authority = None,
    why: Annotated[str, typer.Option(help="A reason, for the register.")] = "",
    provisional_tags: Annotated[
        bool,
        typer.Option("--xml-provisional-tags", help="Put modules in the XML whose element names are our proposal."),
    ] = False,
) -> None:
    """Write the SSDA903 return of a collection year: CSV, XML, and what each value rests on.

    Who made it, and when, is entered in the register of accesses.

    Example: wreath return 2025-26 /tmp/return
    """
    from dagster_project.access import record_access
    from dagster_project.catalogue import Catalogue
    from dagster_project.returns.ssda903.make import write_return
    from dagster_project.returns.ssda903.summary import summary_lines
    from dagster_project.warehouse.pointer import require_current
    from dagster_project.warehouse.publish import connect

    settings = Settings.from_env()
    check_is_outside(settings, target)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)

    def enter(manifest: ReturnManifest) -> None:
        made_of = {"collection_year": year, "local_authority_code": manifest.local_authority_code, "why": why}
        record_access(settings, "return made", made_of, day=date.today())

    with connect(require_current(settings).identified, settings) as connection:
        made = write_return(
            connection, catalogue, year, target, authority=authority, provisional_tags=provisional_tags, enter=enter
        )
        for line in summary_lines(connection, made):
            out.print(escape(line))


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="The earlier return.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The later return.")],
    layout: Annotated[Format, typer.Option("--format", help="How to show it.")] = Format.TABLE,
    target: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it to a file instead.")] = None,
    authority: Authority = None,
) -> None:
    """List the rows that two returns differ in, and the reason of each.

    A and B are folders or files of a return, ours or anybody's; frozen:2024-25 for the return frozen last of that
    year, frozen:2024-25/LABEL for another; published:2024-25 for the one in the published copy.

    Example: wreath compare frozen:2024-25 published:2024-25
    """
    from dagster_project import files
    from dagster_project.catalogue import Catalogue
    from dagster_project.returns.ssda903.compare import compare as compare_returns
    from dagster_project.returns.ssda903.comparison_report import as_csv, as_json, as_lines
    from dagster_project.returns.ssda903.return_names import check_authority, locate_return
    from dagster_project.returns.ssda903.sent_records import sent_records

    settings = Settings.from_env()
    if target is not None:
        check_is_outside(settings, target)
    check_authority((a, b), authority)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    earlier, later = (locate_return(settings, named, authority=authority) for named in (a, b))
    found = compare_returns(earlier, later, catalogue, names=(a, b), look_up=sent_records(settings, catalogue))
    if layout is Format.TABLE:
        content = "".join(f"{line}\n" for line in as_lines(found)).encode()
    else:
        content = as_csv(found) if layout is Format.CSV else as_json(found).encode()
    if target is None:
        typer.echo(content, nl=False)
    else:
        files.write_bytes(target, content)
        out.print(escape(f"{found.rows_that_differ:,} rows differ: {target}"))


@app.command()
def freeze(
    year: Annotated[str, typer.Argument(metavar="YEAR", help="A finished collection year, for instance 2024-25.")],
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What to call it; used once a year.")],
    authority: Authority = None,
    why: Annotated[str, typer.Option(help="A reason, for the register.")] = "",
) -> None:
    """Keep the published return of a year as it is, for good; later runs say whether they still equal it.

    Example: wreath freeze 2024-25 "submitted 28 May"
    """
    from dagster_project.returns.ssda903.freeze import freeze_return

    settings = Settings.from_env()
    # The day of a decision is a fact about the decision: the one place where the clock is asked.
    kept = freeze_return(settings, year, label, day=date.today(), authority=authority, why=why)
    out.print(escape(f"Frozen: {kept.collection_year} of {kept.local_authority_code} as '{kept.label}'"))
    out.print(escape(f"  {kept.path(settings)}"))
