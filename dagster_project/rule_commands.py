"""The commands around DfE's validation rules: `wreath validate` and `wreath explain`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape

from dagster_project.errors import WreathError
from dagster_project.return_commands import Authority
from dagster_project.settings import Settings, repository
from dagster_project.terminal import out

app = typer.Typer(rich_markup_mode=None)


class Layout(StrEnum):
    """How the answer is shown."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command()
def validate(
    named: Annotated[str, typer.Argument(metavar="DIR", help="The return.")],
    year: Annotated[str, typer.Option(metavar="YEAR", help="Collection year, for instance 2026-27.")],
    previous: Annotated[str | None, typer.Option(metavar="RETURN", help="Last year's return.")] = None,
    history: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RETURN", help="An earlier return, or a folder of them, a folder a year; can be repeated."
        ),
    ] = None,
    reference: Annotated[Path | None, typer.Option(help="Folder with providers, postcodes, authorities.")] = None,
    local_authority: Annotated[
        str | None, typer.Option(help="Nine-character code of the authority, as PL_LA has it.")
    ] = None,
    authority: Authority = None,
    file_format: Annotated[Literal["csv", "xml"] | None, typer.Option(help="Read the CSV files or the XML.")] = None,
    layout: Annotated[Layout, typer.Option("--format", help="How to show the answer.")] = Layout.TABLE,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where a failure is not explained.")] = False,
) -> None:
    """Hold a return, ours or anybody's, against DfE's validation rules, and write a report that names children.

    A return is named as for `wreath compare`: a folder or file, frozen:2024-25, frozen:2024-25/LABEL or
    published:2024-25.

    Example: wreath validate published:2025-26 --year 2025-26 --previous frozen:2024-25 --strict
    """
    from dagster_project.catalogue import Catalogue
    from dagster_project.returns.ssda903.return_names import check_authority
    from dagster_project.returns.ssda903.rules.report import as_csv, as_json, summary_lines, write_report
    from dagster_project.returns.ssda903.rules.run import Asked, validate_return

    earlier = tuple(history or ())
    check_authority((named, *filter(None, (previous,)), *earlier), authority)
    settings = Settings.from_env()
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    asked = Asked(named, year, previous, earlier, reference, local_authority, authority, file_format)
    report, folder = validate_return(settings, catalogue, asked)
    write_report(report, folder, catalogue)
    if layout is Layout.TABLE:
        for line in summary_lines(report):
            out.print(escape(line))
        out.print(escape(f"Report: {folder}"))
    elif layout is Layout.CSV:
        typer.echo(as_csv(report), nl=False)
    else:
        typer.echo(as_json(report), nl=False)
    if strict and report.rows("to fix"):
        raise typer.Exit(1)


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Code of the rule.")],
    child: Annotated[str, typer.Argument(metavar="CHILD", help="The child, as CHILD has it.")],
    why: Annotated[str, typer.Option("--why", help="The reason that DfE is given.")],
) -> None:
    """Accept a failure with a reason: this rule, this child, these values, this year and later.

    Example: wreath explain 229 A1004 --why "Our own home, in the next authority's area"
    """
    from dagster_project.returns.ssda903.rules.exceptions import explain as enter
    from dagster_project.returns.ssda903.rules.run import known_failures

    settings = Settings.from_env()
    entered = enter(settings, known_failures(settings), rule, child, why, date.today())
    if not entered:
        raise WreathError(f"rule {rule} of child {child} is explained already for the values it has", exit_code=2)
    out.print(escape(f"Explained: rule {rule}, child {child}, {entered} failure(s); the next report shows it."))
