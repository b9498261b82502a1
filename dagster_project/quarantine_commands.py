"""`wreath quarantine`: what was held back and why, rows for the owner of a system, and the decisions about loads."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dagster_project.settings import Settings, check_is_outside, repository
from dagster_project.terminal import out

quarantine_app = typer.Typer(
    help="Loads that were held back, rows that were left out, and what was decided about them.\n\n"
    "Example: wreath quarantine list",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Load = Annotated[str, typer.Argument(metavar="LOAD", help="Id of the load, or its first letters.")]
Why = Annotated[str, typer.Option(help="The reason; it is shown on the pages, so it must hold no person.")]


@quarantine_app.command(name="list")
def list_loads(
    everything: Annotated[bool, typer.Option("--all", help="Also what was rejected, replaced or overtaken.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List the loads that wait for somebody, and those in force with rows left out.

    Example: wreath quarantine list --all
    """
    from dagster_project.quarantine import held_loads

    found = held_loads(Settings.from_env(), everything=everything)
    if as_json:
        typer.echo(json.dumps([held.as_json() for held in found], indent=2, ensure_ascii=False))
        return
    for held in found:
        record = held.record
        out.print(escape(f"{record.load_id} {record.dataset or record.source} {record.extract_date or 'no date'}"))
        left_out = f"{record.rows_quarantined:,} of {record.rows_read:,} rows left out"
        out.print(escape(f"  {record.file}: {left_out if record.has_rows else 'nothing of it was taken in'}"))
        out.print(escape(f"  {held.state}" + (f"; it {record.reason}" if held.waits else "")))
    if not found:
        out.print("nothing is held back and no row in use was left out")


@quarantine_app.command()
def show(
    load: Load,
    target: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the cells at fault to a CSV file, for their owner."),
    ] = None,
) -> None:
    """Show why a load was held back or rows of it left out; --out writes the cells, each with its reason.

    The file holds records of people: it goes to the owner of the system and nowhere else.

    Example: wreath quarantine show 3f2a --out rows.csv
    """
    from dagster_project import files
    from dagster_project.catalogue import Catalogue
    from dagster_project.quarantine import faults, find_load
    from dagster_project.returns.ssda903.csv_files import to_csv_for_people

    settings = Settings.from_env()
    if target is not None:
        check_is_outside(settings, target)
    record = find_load(settings, load)
    out.print(escape(f"{record.load_id} {record.status}: {record.file}, {record.dataset or record.source}"))
    out.print(escape(f"  owner: {record.owner or 'unknown'}; {record.reason or 'nothing is wrong'}"))
    if record.advice:
        out.print(escape(f"  {record.advice}"))
    for check in record.checks:
        if check.has_failed:
            out.print(escape(f"  check failed: {check.exact}"))
    if target is None and not record.is_typed:
        return
    found = faults(settings, record, Catalogue.load(repository() / "seeds", settings.config))
    counts = found.group_by("field_at_fault", "rule", "fate", maintain_order=True).len().sort("len", descending=True)
    for field, rule, fate, count in counts.iter_rows():
        out.print(escape(f"  {count:,} x {field}: {rule}, {fate}"))
    if target is not None:
        files.write_bytes(target, to_csv_for_people(found))
        out.print(escape(f"{found.height:,} cells at fault: {target}"))


@quarantine_app.command()
def release(load: Load, why: Why) -> None:
    """Let a load that was held back be used all the same, from the next run on.

    Example: wreath quarantine release 3f2a --why "The team closed 40 cases in March; the drop is real"
    """
    from dagster_project.quarantine import decide_about

    record = decide_about(Settings.from_env(), load, "released", why=why, day=date.today())
    out.print(escape(f"Released: {record.file} ({record.load_id}); the next `wreath run` uses it"))


@quarantine_app.command()
def reject(load: Load, why: Why) -> None:
    """Settle that a load is not used, from the next run on; one in use is taken back to the load before it.

    Example: wreath quarantine reject 3f2a --why "The export ran on the test system"
    """
    from dagster_project.quarantine import decide_about

    record = decide_about(Settings.from_env(), load, "rejected", why=why, day=date.today())
    out.print(escape(f"Rejected: {record.file} ({record.load_id}); the next `wreath run` does without it"))
