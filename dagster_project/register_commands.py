"""The commands around the registers of the map: `wreath suggest` and `wreath baseline`."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from dagster_project.settings import Settings
from dagster_project.suggestions import State, Suggestion
from dagster_project.terminal import out

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


class NameFirst(TyperGroup):
    """A group in which a word that is no command is the name to keep: `baseline NAME` is `baseline keep NAME`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put `keep` before a word that is no command."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["keep", *args]
        return super().resolve_command(ctx, args)


suggest_app = typer.Typer(
    help="What people suggest about the gaps and duplications of the map, and what was decided.\n\n"
    'Example: wreath suggest add concept_nobody_records:C06 "Ask it at the pathway plan" --group "Leaving care team"',
    no_args_is_help=True,
    rich_markup_mode=None,
)
baseline_app = typer.Typer(
    cls=NameFirst,
    help="Keep every measure of the published copy under NAME, and see the change since.\n\n"
    "`wreath baseline NAME` is short for `wreath baseline keep NAME`.\n\n"
    'Example: wreath baseline "autumn 2026"',
    no_args_is_help=True,
    rich_markup_mode=None,
)


@suggest_app.command()
def add(
    gap: Annotated[
        str, typer.Argument(metavar="GAP", help="The gap or duplication answered, as its page names it: kind:subject.")
    ],
    proposal: Annotated[str, typer.Argument(metavar="PROPOSAL", help="What to do; must hold no person.")],
    group: Annotated[str, typer.Option(help="Who it is for, for instance a team or a panel.")],
    anyway: Annotated[bool, typer.Option("--anyway", help="Enter it although the map shows no such gap.")] = False,
) -> None:
    """Enter a suggestion about a gap of the map; the next run shows it beside the gap.

    Managers read the proposal, the group and every reason on the pages: name no young person in them.

    Example: wreath suggest add duplication:C16 "Keep the home in one system" --group "Data board"
    """
    from dagster_project.suggestions import add_suggestion

    made = add_suggestion(Settings.from_env(), gap, proposal, group=group, day=date.today(), anyway=anyway)
    out.print(escape(f"Suggestion {made.number} about {made.gap.label} ({made.gap.id}), for {made.group}"))
    out.print("  Managers read it on the pages from the next run on: it must hold no person.")


@suggest_app.command(name="list")
def list_suggestions(
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    as_json: Json = False,
) -> None:
    """List the suggestions, each as the last decision left it.

    Example: wreath suggest list --state open
    """
    from dagster_project.suggestions import suggestions

    found = [one for one in suggestions(Settings.from_env()) if state is None or one.state is state]
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found], indent=2, ensure_ascii=False))
        return
    for one in found:
        for line in _lines(one):
            out.print(escape(line))
    if not found:
        out.print(f"no suggestion is {state}" if state else "no suggestion was made yet")


@suggest_app.command()
def decide(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the suggestion.")],
    state: Annotated[State, typer.Argument(metavar="STATE", help="open, agreed, declined or done.")],
    why: Annotated[str, typer.Option(help="The reason; managers read it, so it must hold no person.")],
) -> None:
    """Decide about a suggestion; earlier decisions stay in the register and the last one counts.

    Example: wreath suggest decide 1 agreed --why "The panel agreed on 3 June"
    """
    from dagster_project.suggestions import decide as enter

    for line in _lines(enter(Settings.from_env(), number, state, why=why, day=date.today())):
        out.print(escape(line))


@baseline_app.command()
def keep(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it; used once.")],
    why: Annotated[str, typer.Option(help="A reason, for the register.")] = "",
) -> None:
    """Keep every measure of the published copy: indicators, what is on record, duplication, gaps.

    Example: wreath baseline keep "autumn 2026" --why "before the pathway plan changes"
    """
    from dagster_project.baselines.keep import keep_baseline

    settings = Settings.from_env()
    kept = keep_baseline(settings, name, day=date.today(), why=why)
    out.print(escape(f"Kept: {kept.measures:,} measures of run {kept.run}, as at {kept.as_at}, as '{kept.name}'"))
    out.print(escape(f"  {settings.home / kept.file}"))


@baseline_app.command(name="list")
def list_baselines(as_json: Json = False) -> None:
    """List the baselines, earliest first.

    Example: wreath baseline list
    """
    from dagster_project.baselines.keep import baselines

    found = baselines(Settings.from_env())
    if as_json:
        typer.echo(
            json.dumps([{**vars(one), "day": one.day.isoformat()} for one in found], indent=2, ensure_ascii=False)
        )
        return
    for one in found:
        why = f": {one.why}" if one.why else ""
        out.print(
            escape(f"{one.name}, kept on {one.day} by {one.who}, as at {one.as_at}, {one.measures:,} measures{why}")
        )
    if not found:
        out.print("no baseline was kept yet: `wreath baseline NAME` keeps one")


@baseline_app.command()
def compare(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The baseline.")],
    as_json: Json = False,
) -> None:
    """Show the change from a baseline to the published copy: each measure then and now.

    Example: wreath baseline compare "autumn 2026"
    """
    from dagster_project.baselines.compare import as_json as json_of
    from dagster_project.baselines.compare import as_lines, since

    found = since(Settings.from_env(), name)
    if as_json:
        typer.echo(json.dumps(json_of(found), indent=2, ensure_ascii=False))
        return
    for line in as_lines(found):
        out.print(escape(line))


def _lines(suggestion: Suggestion) -> list[str]:
    """Return a suggestion as lines: what it is about, what it proposes, what was decided."""
    one = suggestion
    lines = [
        f"{one.number} {one.state}: {one.gap.label} ({one.gap.id})",
        f"  {one.proposal} (for {one.group}; {one.day}, {one.who})",
    ]
    if one.decided is not None:
        lines.append(f"  {one.state} on {one.decided} by {one.decided_by}: {one.decision}")
    return lines
