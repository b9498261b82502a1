"""Answers of the map as lines of text and as data; both hold the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dagster_project.catalogue import Catalogue
from dagster_project.catalogue.tables import DASHBOARD_MEASURES
from dagster_project.map.agreement import Comparison, Pair
from dagster_project.map.changes import IndicatorChange
from dagster_project.map.checks import Check
from dagster_project.map.claimed import Claim
from dagster_project.map.merge import MergeAnswer
from lineage.ask import Changes, DiffAnswer, DropAnswer, FieldAnswer, Loss, TargetAnswer, Way
from lineage.graph import Edge

_KIND_WORDS = {
    "concept": "concepts",
    "domain": "domains",
    "indicator": "indicators",
    "dashboard_measure": "dashboard measures",
    "return_item": "return items",
}
#: Why the agreement of a pair is not told, where its status is a code.
_NOT_SHOWN = {"c": "of too few people"}
Labels = Mapping[str, str]


def labels_of(catalogue: Catalogue) -> dict[str, str]:
    """Return what people call each field and target, by its id on the graph."""
    found = {f"{field.source}.{field.dataset}.{field.field}": field.description for field in catalogue.fields}
    found |= {f"concept.{concept.concept_id}": concept.label for concept in catalogue.concepts}
    found |= {f"domain.{domain.domain_id}": domain.label for domain in catalogue.domains}
    found |= {f"indicator.{indicator.indicator_id}": indicator.label for indicator in catalogue.indicators}
    for measure in catalogue.table(DASHBOARD_MEASURES):
        found[f"dashboard.{measure.dashboard_id}.{measure.measure_id}"] = measure.label
    for item in catalogue.return_items:
        found[f"{item.return_id.upper()}.{item.module}.{item.item}"] = item.description or ""
    return found


def as_json(answer: tuple[Any, ...], labels: Labels, **beside: tuple[Any, ...]) -> str:
    """Return an answer as data, with what is told beside it under its own name, and what people call each id in it.

    A way has the file and line of every step besides what the text shows.
    """
    data = _data(answer) | {name: _data(told) for name, told in beside.items()}
    named = {text: label for text in sorted(_texts(data)) if (label := _label(text, labels))}
    return json.dumps(data | {"labels": named}, indent=2, ensure_ascii=False) + "\n"


def _texts(data: Any) -> set[str]:
    """Every text in data; a mapping's names are none of it."""
    if isinstance(data, str):
        return {data}
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return {text for each in inner for text in _texts(each)}


def _data(value: Any) -> Any:
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        return {name: _data(getattr(value, name)) for name in names} if names else [_data(each) for each in value]
    return value


def field_lines(answer: FieldAnswer, labels: Labels) -> Iterator[str]:
    """Say where a field goes, by kind of target, each with its way model by model."""
    yield _labelled(answer.field_id, labels)
    if not answer.feeds and not answer.decides:
        yield "Goes nowhere here: no SQL makes a concept, indicator or return item from it or decides one by it."
        return
    yield f"Feeds {len(answer.feeds)}: its value goes there"
    yield from _by_kind(answer.feeds, labels)
    yield f"Decides {len(answer.decides)} more: it has a say in which rows count or which value is picked"
    yield from _by_kind(answer.decides, labels)


def reason_lines(reasons: tuple[str, ...]) -> Iterator[str]:
    """Say why the value of a field goes no further."""
    yield from (f"Why its value goes no further: {reason}" for reason in reasons)


def target_lines(answer: TargetAnswer, labels: Labels) -> Iterator[str]:
    """Say which fields feed a target and which only decide, each with its way."""
    yield _labelled(answer.target_id, labels)
    if not answer.feeds and not answer.decides:
        yield "Nothing stands behind it here: no SQL takes a field of any source there."
        return
    yield f"Fed by {_fields(len(answer.feeds))}: their values go there"
    yield from (f"  {way.field_id}: {_steps(way)}" for way in answer.feeds)
    yield f"Decided by {_fields(len(answer.decides))} more: each has a say in which rows count or which value is picked"
    yield from (f"  {way.field_id}: {_steps(way)}" for way in answer.decides)


def claim_lines(claims: tuple[Claim, ...], labels: Labels) -> Iterator[str]:
    """Say what fields are used for by the word of the catalogue alone: dropping them may cost that as well."""
    if claims:
        yield f"Claimed without proof {len(claims)}: the catalogue says so, and no SQL here takes the value there"
    for claim in claims:
        made = "" if claim.can_be_proved else ", made elsewhere"
        yield f"  {claim.field_id} for {_labelled(claim.target_id, labels)}{made} ({claim.path}:{claim.line})"


def check_lines(checks: tuple[Check, ...]) -> Iterator[str]:
    """Say which validation rules check the items of the return that an answer is about."""
    if checks:
        yield f"Checked by {_counted(len(checks), 'rule', 'rules')} when the return is validated"
    yield from (f"  {check.rule}: {check.title} ({', '.join(check.items)})" for check in checks)


def agreement_lines(comparisons: tuple[Comparison, ...], labels: Labels) -> Iterator[str]:
    """Say how far the fields that record a concept agree, pair by pair; where that cannot be shown, why."""
    for comparison in comparisons:
        concept = _labelled(f"concept.{comparison.concept_id}", labels)
        if not comparison.is_comparable:
            yield f"Several fields record {concept} and are not compared: {comparison.reason}"
            continue
        pairs = _counted(len(comparison.pairs), "pair", "pairs")
        yield f"Measured agreement of the fields that record {concept}, {pairs}: {comparison.reason}"
        yield from (f"  {_pair(pair)}" for pair in comparison.pairs)


def _pair(pair: Pair) -> str:
    told = _agreement(pair) if pair.status == "shown" else f"not shown, {_NOT_SHOWN.get(pair.status, pair.status)}"
    if pair.fresher == "neither":
        told += "; equally fresh"
    elif pair.fresher is not None:
        told += f"; fresher by {_counted(round(pair.fresher_days or 0), 'day', 'days')} (median): {pair.fresher}"
    return (
        f"{pair.local_authority_code} {pair.a_field} and {pair.b_field}: {told}; "
        f"used: {pair.used} ({pair.used_because})"
    )


def _agreement(pair: Pair) -> str:
    share, low, high = (100 * (each or 0) for each in (pair.agree_share, pair.agree_share_low, pair.agree_share_high))
    told = f"{share:.1f} % of {pair.people:,} people agree ({low:.1f} to {high:.1f} %), kappa "
    if pair.kappa is None:
        return told + "undefined, since both say one and the same of everybody"
    interval = f" ({pair.kappa_low:z.2f} to {pair.kappa_high:z.2f})" if pair.kappa_low is not None else ""
    return f"{told}{pair.kappa:z.2f}{interval}"


def drop_lines(answer: DropAnswer, labels: Labels) -> Iterator[str]:
    """Say what dropping fields loses: what is left without a field first."""
    yield "Without " + ", ".join(answer.field_ids)
    yield f"Lost {len(answer.lost)}: no other field feeds them"
    yield from _losses(answer.lost, labels)
    yield f"Weakened {len(answer.weakened)}: they lose one of several fields that feed them"
    yield from _losses(answer.weakened, labels)
    yield f"Decided differently {len(answer.decided)}: they keep what feeds them and lose a say in which rows count"
    yield from _losses(answer.decided, labels)


def diff_lines(answer: DiffAnswer) -> Iterator[str]:
    """Say what a later graph has and has not, counts first."""
    parts: dict[str, Changes] = {
        "fields": answer.fields,
        "models": answer.models,
        "targets reached": answer.reached,
        "ways from a field to a target": answer.ways,
        "edges": Changes(*(tuple(_edge(edge) for edge in edges) for edges in answer.edges)),
    }
    if not any(changes.added or changes.removed for changes in parts.values()):
        yield "No difference."
        return
    for name, changes in parts.items():
        yield f"{name}: {len(changes.added):,} added, {len(changes.removed):,} removed"
    for name, changes in parts.items():
        yield from (f"+ {name}: {each}" for each in changes.added)
        yield from (f"- {name}: {each}" for each in changes.removed)


def merge_lines(answer: MergeAnswer, labels: Labels) -> Iterator[str]:
    """Say what one source of a concept would change in the numbers; what stays the same is left out."""
    plan = answer.plan
    yield f"{_labelled(f'concept.{plan.concept_id}', labels)} from {plan.kept.rsplit('.', 1)[0]} alone ({plan.kept})"
    yield f"Emptied {_fields(len(plan.emptied))}: {', '.join(plan.emptied)}"
    if plan.standing:
        yield f"Left standing, since rows or persons are known by them: {', '.join(plan.standing)}"
    for concept in answer.concept:
        yield (
            f"{concept.local_authority_code}: recorded for {concept.recorded_old:,} → {concept.recorded_new:,} people; "
            f"another value or state for {concept.people_changed:,}"
        )
    yield f"Indicators that change: {len(answer.indicators)}"
    for change in answer.indicators:
        name = _labelled(f"indicator.{change.indicator_id}", labels)
        yield f"  {change.local_authority_code} {name}, year to {change.period_end_date}: {_old_and_new(change)}"
    yield f"Items of the return that change: {len(answer.items)}"
    for item in answer.items:
        name = f"{item.collection_year} {item.module}.{item.item}"
        yield f"  {item.local_authority_code} {name}: for {_counted(item.children_changed, 'child', 'children')}"


def _old_and_new(change: IndicatorChange) -> str:
    old = _rate(change.numerator_old, change.denominator_old)
    new = _rate(change.numerator_new, change.denominator_new)
    return f"{old} → {new}; changes for {_counted(change.people_changed, 'person', 'people')}"


def _rate(numerator: int, denominator: int) -> str:
    share = f" ({100 * numerator / denominator:.1f} %)" if denominator else ""
    return f"{numerator:,} of {denominator:,}{share}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _labelled(node_id: str, labels: Labels) -> str:
    label = _label(node_id, labels)
    return f"{node_id} ({label})" if label else node_id


def _label(name: str, labels: Labels) -> str:
    """What people call a node, or a concept that is named without its kind; empty where they call it nothing."""
    return labels.get(name) or labels.get(f"concept.{name}") or labels.get(f"indicator.{name}", "")


def _fields(count: int) -> str:
    return _counted(count, "field", "fields")


def _by_kind(ways: Iterable[Way], labels: Labels) -> Iterator[str]:
    found = list(ways)
    for kind, words in _KIND_WORDS.items():
        own = [way for way in found if way.target_kind == kind]
        if own:
            yield f"  {len(own)} {words if len(own) > 1 else words.removesuffix('s')}"
        yield from (f"    {_labelled(way.target_id, labels)}: {_steps(way)}" for way in own)


def _steps(way: Way) -> str:
    """The way from the field on: `->` copies, `-[recoded]->` feeds in another way, `~[joined]~>` only decides."""
    return " ".join(f"{_arrow(edge)} {edge.to_id}" for edge in way.edges)


def _arrow(edge: Edge) -> str:
    if edge.kind == "decides":
        return f"~[{edge.how}]~>"
    return "->" if edge.how == "copied" else f"-[{edge.how}]->"


def _losses(losses: Iterable[Loss], labels: Labels) -> Iterator[str]:
    """Each target with the fields it loses and those it keeps; those that only decide are too many to name."""
    for loss in losses:
        kept = f"; still {_fields(len(loss.remaining))}" if loss.remaining or loss.via == "decides" else ""
        named = f": {', '.join(loss.remaining)}" if loss.remaining and loss.via == "feeds" else ""
        yield f"  {_labelled(loss.target_id, labels)}: without {', '.join(loss.dropped)}{kept}{named}"


def _edge(edge: Edge) -> str:
    place = f" ({edge.path}:{edge.line})" if edge.line is not None else ""
    return f"{edge.from_id} {_arrow(edge)} {edge.to_id}{place}"
