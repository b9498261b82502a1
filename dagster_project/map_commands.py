"""The questions to the map: `wreath map field`, `item`, `concept`, `drop`, `diff`, `merge`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Annotated, Any

import typer
from rich.markup import escape

from dagster_project.settings import Settings
from dagster_project.terminal import err, listener, out

app = typer.Typer(
    help="Questions to the map: where a field goes, what stands behind a number.\n\n"
    "Example: wreath map item SSDA903.OC3.ACCOM",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Give the same as data.")]
AsMermaid = Annotated[bool, typer.Option("--mermaid", help="Give a Mermaid diagram of the ways instead.")]


@app.command()
def field(
    name: Annotated[str, typer.Argument(metavar="FIELD", help="source.dataset.field, or its end.")],
    as_json: AsJson = False,
    as_mermaid: AsMermaid = False,
) -> None:
    """Say where a field goes, model by model, how far it agrees with others, and which rules check it in the return.

    Example: wreath map field lcs.ssd_care_leavers.clea_care_leaver_activity
    """
    from dagster_project.map.agreement import of_field
    from dagster_project.map.checks import checks_on
    from dagster_project.map.claimed import claims_of_fields, why_no_further
    from dagster_project.map.names import field_named
    from dagster_project.map.published import current_graph
    from dagster_project.map.words import (
        agreement_lines,
        check_lines,
        claim_lines,
        field_lines,
        labels_of,
        reason_lines,
    )
    from dagster_project.warehouse.prepare import load_catalogue
    from lineage.ask import where_goes

    settings = Settings.from_env()
    graph, catalogue = current_graph(settings), load_catalogue(settings)
    labels = labels_of(catalogue)
    answer = where_goes(graph, field_named(graph, name, labels))
    if as_mermaid:
        _draw([*answer.feeds, *answer.decides], as_json=as_json)
        return
    agreement = of_field(settings, catalogue, answer.field_id)
    claims = claims_of_fields(settings, [answer.field_id])
    rules = checks_on(catalogue, (way.target_id for way in answer.feeds))
    reasons = why_no_further(settings, answer.field_id)
    told = (claim_lines(claims, labels), agreement_lines(agreement, labels), check_lines(rules))
    lines = chain(field_lines(answer, labels), reason_lines(reasons), *told)
    _tell(answer, lines, labels, as_json=as_json, reasons=reasons, claims=claims, agreement=agreement, rules=rules)


@app.command()
def item(
    name: Annotated[str, typer.Argument(metavar="ITEM", help="Item of a return, or an indicator.")],
    as_json: AsJson = False,
    as_mermaid: AsMermaid = False,
) -> None:
    """Say which fields feed an item of a return or an indicator, which only decide it, and which rules check it.

    Example: wreath map item SSDA903.OC3.ACCOM
    """
    from dagster_project.map.checks import checks_on
    from dagster_project.map.claimed import claims_on
    from dagster_project.map.names import target_named
    from dagster_project.map.published import current_graph
    from dagster_project.map.words import check_lines, claim_lines, labels_of, target_lines
    from dagster_project.warehouse.prepare import load_catalogue
    from lineage.ask import what_stands_behind

    settings = Settings.from_env()
    graph, catalogue = current_graph(settings), load_catalogue(settings)
    labels = labels_of(catalogue)
    answer = what_stands_behind(graph, target_named(graph, name, labels))
    if as_mermaid:
        _draw([*answer.feeds, *answer.decides], as_json=as_json)
        return
    claims = claims_on(settings, answer.target_id)
    rules = checks_on(catalogue, [answer.target_id])
    lines = chain(target_lines(answer, labels), claim_lines(claims, labels), check_lines(rules))
    _tell(answer, lines, labels, as_json=as_json, claims=claims, rules=rules)


@app.command()
def concept(
    name: Annotated[str, typer.Argument(metavar="CONCEPT", help="Concept, for instance C16.")],
    as_json: AsJson = False,
    as_mermaid: AsMermaid = False,
) -> None:
    """Say which fields feed a concept, which only decide it, and how far those that record it agree.

    Example: wreath map concept C16
    """
    from dagster_project.map.agreement import of_concept
    from dagster_project.map.claimed import claims_on
    from dagster_project.map.names import concept_named
    from dagster_project.map.published import current_graph
    from dagster_project.map.words import agreement_lines, claim_lines, target_lines
    from lineage.ask import what_stands_behind

    settings = Settings.from_env()
    graph, labels = current_graph(settings), _labels(settings)
    answer = what_stands_behind(graph, concept_named(graph, name, labels))
    if as_mermaid:
        _draw([*answer.feeds, *answer.decides], as_json=as_json)
        return
    claims = claims_on(settings, answer.target_id)
    agreement = of_concept(settings, answer.target_id.removeprefix("concept."))
    lines = chain(target_lines(answer, labels), claim_lines(claims, labels), agreement_lines(agreement, labels))
    _tell(answer, lines, labels, as_json=as_json, claims=claims, agreement=agreement)


@app.command()
def drop(
    names: Annotated[list[str], typer.Argument(metavar="FIELD...", help="Fields that would no longer be collected.")],
    as_json: AsJson = False,
) -> None:
    """Say what would be lost if fields were dropped, and what would be left with fewer.

    Example: wreath map drop housing.hclic_cases.ta_start_date
    """
    from dagster_project.map.claimed import claims_of_fields
    from dagster_project.map.names import field_named
    from dagster_project.map.published import current_graph
    from dagster_project.map.words import claim_lines, drop_lines
    from lineage.ask import what_is_lost

    settings = Settings.from_env()
    graph, labels = current_graph(settings), _labels(settings)
    answer = what_is_lost(graph, [field_named(graph, name, labels) for name in names])
    claims = claims_of_fields(settings, answer.field_ids)
    lines = chain(drop_lines(answer, labels), claim_lines(claims, labels))
    _tell(answer, lines, labels, as_json=as_json, claims=claims)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Published run, or folder of a graph.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Published run, or folder of a graph.")],
    as_json: AsJson = False,
) -> None:
    """Say what differs between the graphs of two builds: fields, models, targets, ways, edges.

    Example: wreath map diff 000001 000002
    """
    from dagster_project.map.published import graph_named
    from dagster_project.map.words import diff_lines
    from lineage.ask import what_differs

    settings = Settings.from_env()
    answer = what_differs(graph_named(settings, old), graph_named(settings, new))
    _tell(answer, diff_lines(answer), {}, as_json=as_json)


@app.command()
def merge(
    name: Annotated[str, typer.Argument(metavar="CONCEPT", help="Concept that several datasets record.")],
    keep: Annotated[str, typer.Option(metavar="FIELD", help="The field whose dataset is kept as the only source.")],
    as_json: AsJson = False,
) -> None:
    """Say what would change in the numbers if one source of a concept were kept, by building them again.

    The numbers of people are whole, small ones included: they are not for publishing.

    Example: wreath map merge C16 --keep lcs.lcs_care_leaver_contacts.accommodation
    """
    from dagster_project.map.merge import merge as merge_sources
    from dagster_project.map.merge import merge_plan
    from dagster_project.map.names import concept_named, field_named
    from dagster_project.map.published import current_graph
    from dagster_project.map.words import labels_of, merge_lines
    from dagster_project.progress import listening
    from dagster_project.warehouse.prepare import load_catalogue

    settings = Settings.from_env()
    graph, catalogue = current_graph(settings), load_catalogue(settings)
    labels = labels_of(catalogue)
    concept_id = concept_named(graph, name, labels).removeprefix("concept.")
    plan = merge_plan(catalogue, concept_id, field_named(graph, keep, labels))
    # Steps go where errors go, so that --json alone is on standard output.
    with listening(listener(err)):
        answer = merge_sources(settings, catalogue, plan)
    _tell(answer, merge_lines(answer, labels), labels, as_json=as_json)


def _labels(settings: Settings) -> dict[str, str]:
    from dagster_project.map.words import labels_of
    from dagster_project.warehouse.prepare import load_catalogue

    return labels_of(load_catalogue(settings))


def _draw(ways: list[Any], *, as_json: bool) -> None:
    from dagster_project.errors import WreathError
    from lineage.formats import mermaid

    if as_json:
        raise WreathError("--json and --mermaid are two formats: give one of them", exit_code=2)
    typer.echo(mermaid(ways), nl=False)


def _tell(
    answer: tuple[Any, ...],
    lines: Iterable[str],
    labels: Mapping[str, str],
    *,
    as_json: bool,
    **beside: tuple[Any, ...],
) -> None:
    from dagster_project.map.words import as_json as in_json

    if as_json:
        typer.echo(in_json(answer, labels, **beside), nl=False)
        return
    for line in lines:
        out.print(escape(line))
