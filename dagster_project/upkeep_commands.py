"""The commands that look after a WREATH_HOME: `wreath doctor` and `wreath audit`."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.terminal import out

app = typer.Typer(rich_markup_mode=None)
Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check this machine and WREATH_HOME before the next run; exit with 1 when something must be mended.

    Example: wreath doctor
    """
    from dagster_project.doctor import State, examine

    findings = examine(Settings.from_env())
    is_failed = any(one.state is State.FAILED for one in findings.values())
    if as_json:
        typer.echo(json.dumps([{"check": name, **vars(one)} for name, one in findings.items()], indent=2))
        raise typer.Exit(1 if is_failed else 0)
    for name, one in findings.items():
        out.print(escape(f"{one.state:<8} {name}: {one.found}"))
        if one.fix:
            out.print(escape(f"         -> {one.fix}"))
    raise typer.Exit(1 if is_failed else 0)


@app.command()
def audit(
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Only decisions from this day on.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what was decided or taken out, by whom and when; loads and what became of them; runs that are kept.

    Example: wreath audit --since 2026-04-01
    """
    from dagster_project.audit import audit as gather

    try:
        day = date.fromisoformat(since) if since else None
    except ValueError as error:
        raise WreathError(f"--since {since!r} is not a date: write it as 2026-04-30", exit_code=2) from error
    found = gather(Settings.from_env(), since=day)
    if as_json:
        typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        return
    for line in found.lines():
        out.print(escape(line))
