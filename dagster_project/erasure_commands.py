"""`wreath erase`: a person removed from this copy for good, and the proof that they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.terminal import out

if TYPE_CHECKING:
    from dagster_project.erasure.plan import Whom
    from dagster_project.search import Hit

app = typer.Typer(rich_markup_mode=None)
retention_app = typer.Typer(
    help="What is kept past its period.\n\nExample: wreath retention list",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(retention_app, name="retention")


@app.command()
def erase(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Any number of the person; none with --finish or --search.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, without a name; it is kept.")] = "",
    authority: Annotated[str | None, typer.Option("--authority", help="Whose person, where there are several.")] = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="RECORD", help="A record of theirs that no person has; may be repeated."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be touched.")] = False,
    finish: Annotated[bool, typer.Option("--finish", help="Go on with an erasure that was interrupted.")] = False,
    search: Annotated[bool, typer.Option("--search", help="Search for everybody who was erased.")] = False,
) -> None:
    """Remove a person from this copy for good, build it anew, and search all of it for what is left.

    Later extracts do not bring them back. Interrupted, the same command goes on. Exits with 1 when the search finds
    something.

    Example: wreath erase 1004233 --why "Request of 3 November, agreed by the data protection officer"
    """
    from dagster_project.erasure.plan import Whom

    settings = Settings.from_env()
    if sum((bool(person), finish, search)) != 1:
        raise WreathError("give a PERSON, or --finish, or --search", exit_code=2)
    whom = Whom((person,) if person else (), authority, tuple(also or ()))
    if dry_run:
        _show_plan(settings, whom)
    elif search:
        _show_search(settings)
    else:
        _erase(settings, whom, why)


@retention_app.command("list")
def list_past() -> None:
    """List what is past its period, by dataset; nothing is changed.

    Example: wreath retention list
    """
    from dagster_project.catalogue import Catalogue
    from dagster_project.retention import past_period, rules_of
    from dagster_project.settings import repository

    settings = Settings.from_env()
    catalogue = Catalogue.load(repository() / "seeds", settings.config)
    for line in past_period(settings, catalogue, date.today()).lines(rules_of(catalogue)):
        out.print(escape(line))


@retention_app.command("apply")
def apply(
    why: Annotated[str, typer.Option("--why", help="The reason, without a name; it is kept.")],
) -> None:
    """Remove loads and erase people that are past their period, and build everything anew.

    Example: wreath retention apply --why "Yearly review of what is kept"
    """
    from dagster_project.retention import apply_periods
    from dagster_project.terminal import listener

    for line in apply_periods(Settings.from_env(), why=why, day=date.today(), listener=listener(out)):
        out.print(escape(line))


def _show_plan(settings: Settings, whom: Whom) -> None:
    from dagster_project.erasure.erase import foresee

    plan, found = foresee(settings, whom)
    loads = len(plan.theirs)
    out.print(
        f"Would take {sum(plan.rows_by_dataset.values()):,} rows out of {loads} loads, and build everything anew:"
    )
    for dataset, count in plan.rows_by_dataset.items():
        out.print(escape(f"  {count:>6,} {dataset}"))
    if plan.shared:
        out.print(f"{plan.shared} of their names or numbers are of others too; the search leaves those out.")
    if plan.likely:
        out.print("Records that no person has and that have their date of birth; give what is theirs with --also:")
        for dataset, record in plan.likely:
            out.print(escape(f"  {record} ({dataset})"))
    _show_hits(found)


def _show_search(settings: Settings) -> None:
    from dagster_project.erasure.erase import search_home
    from dagster_project.erasure.stop_list import read_stop_list

    found = search_home(settings, read_stop_list(settings))
    _show_hits(found)
    raise typer.Exit(1 if found else 0)


def _erase(settings: Settings, whom: Whom, why: str) -> None:
    from dagster_project.erasure import erase as erasing
    from dagster_project.terminal import listener

    day, tell = date.today(), listener(out)
    if whom.identifiers:
        done = erasing.erase(settings, whom, why=why, day=day, listener=tell)
    else:
        done = erasing.finish(settings, day=day, listener=tell)
    for line in done.lines:
        out.print(escape(line))
    _show_hits(done.left)
    raise typer.Exit(1 if done.left else 0)


def _show_hits(found: Iterable[Hit]) -> None:
    """Say where, never what: the terminal may be kept in a log."""
    places = Counter(f"{hit.file} {hit.place}".strip() for hit in found)
    out.print(f"Search of every file, decoded: {sum(places.values()):,} hits in {len(places):,} places")
    for place, count in list(places.items())[:_SHOWN]:
        out.print(escape(f"  {count:>4} {place}"))
    if len(places) > _SHOWN:
        out.print(f"  and {len(places) - _SHOWN:,} more places")


_SHOWN = 40
