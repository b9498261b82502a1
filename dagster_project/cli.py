"""The `wreath` command. Nothing heavy is imported until a command needs it."""

from __future__ import annotations

import gc
import io
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from dagster_project import (
    erasure_commands,
    map_commands,
    person_commands,
    quarantine_commands,
    register_commands,
    return_commands,
    rule_commands,
    upkeep_commands,
)
from dagster_project.errors import WreathError, refusal_of_the_disk
from dagster_project.settings import Settings
from dagster_project.terminal import err, out

app = typer.Typer(
    name="wreath",
    help="Weave what a council records about its care leavers into one warehouse.\n\nExample: wreath demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
catalogue_app = typer.Typer(
    help="The catalogue and what is generated from it.\n\nExample: wreath catalogue check",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(return_commands.app)
app.add_typer(rule_commands.app)
app.add_typer(person_commands.app)
app.add_typer(upkeep_commands.app)
app.add_typer(erasure_commands.app)
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(register_commands.suggest_app, name="suggest")
app.add_typer(register_commands.baseline_app, name="baseline")
app.add_typer(map_commands.app, name="map")
app.add_typer(quarantine_commands.quarantine_app, name="quarantine")

#: Imports and the catalogue make many objects that stay: looking for cycles among them as often as Python
#: does by itself takes a twentieth of a short command.
_OBJECTS_BETWEEN_COLLECTIONS = 100_000

AsAt = Annotated[
    str | None,
    typer.Option("--as-at", metavar="YYYY-MM-DD", help="Day to look from; by default the latest extract date."),
]


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WreathError(f"--as-at {text!r} is not a date: write it as 2026-04-30", exit_code=2) from error


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        out.print(f"wreath {version('wreath')}")
        raise typer.Exit


@app.callback()
def root(
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Weave what a council records about its care leavers into one warehouse.

    Example: wreath demo
    """


@app.command()
def demo(
    people: Annotated[int, typer.Option(min=20, help="Care leavers aged 17 to 25 plus children looked after.")] = 970,
) -> None:
    """Make the fictional authority's extracts, then do all that `wreath run` does.

    Example: wreath demo --people 300
    """
    from dagster_project.demo import make_extracts

    settings = Settings.from_env()
    make_extracts(settings, people=people, listener=_listener())
    _run(settings, as_at=None, again=False)


@app.command()
def synth(
    target: Annotated[Path, typer.Argument(metavar="OUT", help="Folder for the extracts and the truth beside them.")],
    people: Annotated[int, typer.Option(min=20, help="Care leavers aged 17 to 25 plus children looked after.")] = 970,
    authorities: Annotated[int, typer.Option(min=1, help="Number of fictional authorities.")] = 1,
    seed: Annotated[int, typer.Option(help="Another seed makes other lives.")] = 20260430,
    as_at: AsAt = None,
    faults: Annotated[float, typer.Option(min=0, max=5, help="0 renders the truth exactly; 1 is usual.")] = 1.0,
) -> None:
    """Make only the fictional authority's extracts, with the truth beside them.

    Example: wreath synth /tmp/northmoor --people 200 --faults 0
    """
    from dagster_project.demo import synthesise

    summary = synthesise(target, people=people, authorities=authorities, seed=seed, as_at=_day(as_at), faults=faults)
    out.print(summary)


@app.command()
def init() -> None:
    """Write the council's configuration folder, with comments; never overwrites a file.

    Example: wreath init
    """
    from dagster_project.catalogue import write_council_config

    settings = Settings.from_env()
    if settings.truth.exists():
        raise WreathError(f"{settings.home} holds the demo: set WREATH_HOME to a folder of the council's", exit_code=2)
    written = write_council_config(settings.home)
    for path in written:
        out.print(f"wrote {path}")
    if not written:
        out.print(f"{settings.config} has every file already; nothing was changed")


@app.command()
def run(
    as_at: AsAt = None,
    again: Annotated[bool, typer.Option("--again", help="Run even when nothing is new.")] = False,
) -> None:
    """Take what is new in the inbox through to the published marts, return, map and pages.

    Example: wreath run
    """
    _run(Settings.from_env(), as_at=_day(as_at), again=again)


@app.command()
def status() -> None:
    """Say what is published, from which loads, and what was quarantined.

    Example: wreath status
    """
    from dagster_project.status import status_lines

    for line in status_lines(Settings.from_env()):
        out.print(escape(line))


@app.command()
def ui(port: Annotated[int, typer.Option(help="Port on this machine.")] = 3000) -> None:
    """Open Dagster's pages on this machine, with its home in WREATH_HOME.

    Example: wreath ui --port 3001
    """
    from dagster_project.ui import serve

    raise typer.Exit(serve(Settings.from_env(), port=port))


@catalogue_app.command()
def check() -> None:
    """Exit with 1 when a generated file is out of date.

    Example: wreath catalogue check
    """
    from dagster_project.catalogue import Catalogue, check_generated
    from dagster_project.settings import repository

    stale = check_generated(Catalogue.load(repository() / "seeds"), repository())
    for path in stale:
        err.print(f"out of date: {path}; run `wreath catalogue write`")
    raise typer.Exit(1 if stale else 0)


@catalogue_app.command()
def write() -> None:
    """Write every file that is generated from the catalogue.

    Example: wreath catalogue write
    """
    from dagster_project.catalogue import Catalogue, write_generated
    from dagster_project.settings import repository

    written = write_generated(Catalogue.load(repository() / "seeds"), repository())
    out.print(f"{len(written)} files written")


@catalogue_app.command()
def overrides() -> None:
    """List which rows of the catalogue come from the council's own configuration.

    Example: wreath catalogue overrides
    """
    from dagster_project.catalogue import Catalogue, override_rows
    from dagster_project.settings import repository

    settings = Settings.from_env()
    rows = override_rows(Catalogue.load(repository() / "seeds", settings.config))
    for row in rows:
        out.print(escape(f"{row['table']} {row['key']}: {row['action']} by {row['file']}, line {row['line']}"))
    if not rows:
        out.print(f"no row of {settings.config} changes the catalogue")


def _listener() -> Callable[..., None]:
    from dagster_project.terminal import listener

    return listener(out)


def _run(settings: Settings, *, as_at: date | None, again: bool) -> None:
    from dagster_project.run import run as run_all

    outcome = run_all(settings, as_at=as_at, again=again, listener=_listener())
    for line in outcome.lines:
        out.print(escape(line))
    raise typer.Exit(outcome.exit_code)


def main() -> None:
    """Run the command line: an error is one line on stderr and an exit code, never a trace unless asked for."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _speak_utf8()
    try:
        app()
    except WreathError as error:
        if "--debug" in sys.argv:
            traceback.print_exc()
        err.print(f"wreath: {escape(str(error))}")
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001  # the last resort: Python would end with 1, which has a meaning here
        if "--debug" in sys.argv:
            traceback.print_exc()
        unexpected = f"unexpected {type(error).__name__}: {error}; `wreath --debug …` shows the trace"
        err.print(f"wreath: {escape(refusal_of_the_disk(error, Settings.from_env().home) or unexpected)}")
        sys.exit(3)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page, so that no letter ends a run; Windows has others by default."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
