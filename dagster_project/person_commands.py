"""The commands about one person: `wreath person`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dagster_project.settings import Settings, check_is_outside, repository
from dagster_project.terminal import out

app = typer.Typer(rich_markup_mode=None)


@app.command()
def person(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Any number of the person: LCS, UPN, NHS, …")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="File for the page, for instance sheet.html.")],
    authority: Annotated[str | None, typer.Option(help="Three-digit DfE number, where there are several.")] = None,
    why: Annotated[str, typer.Option(help="A reason, for the register.")] = "",
) -> None:
    """Write one person's sheet, for them and their adviser: what is held, who says so, where it goes, what is missing.

    Who made it, and when, is entered in the register of accesses. The page is never part of the site.

    Example: wreath person 1000325 sheet.html --why "Pathway plan review"
    """
    from dagster_project.catalogue import Catalogue
    from dagster_project.person_sheet import make_sheet
    from dagster_project.warehouse.pointer import require_current
    from dagster_project.warehouse.publish import connect

    settings = Settings.from_env()
    check_is_outside(settings, target)
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    with connect(require_current(settings).identified, settings) as connection:
        # The day of a making is a fact about it, as that of a decision is.
        day = date.today()
        make_sheet(connection, settings, catalogue, identifier, target, day=day, authority=authority, why=why)
    out.print(escape(f"{target}: read it before you share it"))
