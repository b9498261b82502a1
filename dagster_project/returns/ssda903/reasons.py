"""Why a row of a later return differs from an earlier one, from what both say of themselves.

The reasons, the first that holds is given; see `docs/analyst-guide.md` for them in an analyst's words:

1. *dataset not sent before*: a record behind the value is of a dataset that the earlier return was made without;
2. *new record*: a record behind the value was not there when the earlier return was made;
3. *dataset no longer sent*: a record behind the earlier value is of a dataset that the later return was made without;
4. *record withdrawn*: a record behind the earlier value is no longer sent;
5. *corrected record*: a record behind either value has the same key, but says something else;
6. *rule change*: a parameter or the catalogue differs, or other code names another rule for the item;
7. *code version*: the code differs and the item's rule does not;
8. *dataset not sent before* or *no longer sent*: one of them was made without it, and no record tells more;
9. *later day*: the later return looks from another day and nothing else differs;
10. *unexplained*.

Records are looked for behind the item first, then behind its row, then behind any row of the child, since a value may
rest on more than the one record that provenance names. Before the child's other rows, a dataset that only one return
was made from is looked for behind the same item of anybody: a value may rest on there being no record in it. What was
there at the time is read from the loads themselves while landing has them, and otherwise from the provenance of all
rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.returns.ssda903.manifest import ReturnManifest

NEW, WITHDRAWN, CORRECTED = "new record", "record withdrawn", "corrected record"
NEW_DATASET, LOST_DATASET = "dataset not sent before", "dataset no longer sent"
RULE, CODE, LATER, UNEXPLAINED = "rule change", "code version", "later day", "unexplained"
OTHER_RETURN, UNKNOWN = "another year or authority", "not known: no provenance"

#: A record that was sent: which, what it said (`row_hash`) and where it stands.
RECORD = ("source", "dataset", "record_key")
PLACE = ("row_hash", "load_id", "row_number")
#: Returns the records of RECORD's columns that were in force for a return, with PLACE; those it cannot tell are absent.
LookUp = Callable[[ReturnManifest, pl.DataFrame], pl.DataFrame]
_DATASET = pl.format("{}.{}", "source", "dataset")
_LEVELS = (("module", "child", "line", "item"), ("module", "child", "line"), ("module", "item"), ("child",))


@dataclass(frozen=True)
class Origin:
    """What a return says of itself: its manifest and its provenance (one row a value)."""

    manifest: ReturnManifest
    provenance: pl.LazyFrame


def with_reasons(
    differences: pl.DataFrame, a: Origin | None, b: Origin | None, look_up: LookUp | None = None
) -> pl.DataFrame:
    """Return the differences with columns `reason` and `evidence`, the record, rule or setting that it rests on.

    Args:
        differences: As `match_rows` returns them, from `a` to `b`.
        a: The earlier return; None when it says nothing of itself.
        b: The later return, likewise.
        look_up: Finds records in the loads that a return was made from, where they can still be read.
    """
    if a is None or b is None:
        return _all(differences, UNKNOWN, "")
    returns = [(m.collection_year, m.local_authority_code) for m in (a.manifest, b.manifest)]
    if returns[0] != returns[1]:
        return _all(differences, OTHER_RETURN, " → ".join(" of ".join(names) for names in returns))
    if differences.is_empty():
        return _all(differences, UNEXPLAINED, "")
    found = differences.join(_rules(differences, a, b), on=list(_LEVELS[0]), how="left", maintain_order="left")
    records, datasets = _record_facts(differences, a, b, look_up), _dataset_facts(a, b)
    for place, level in enumerate(_LEVELS):
        facts = datasets if "child" not in level else records
        best = facts.unique(subset=list(level), keep="first", maintain_order=True)
        best = best.select(*level, pl.col("reason").alias(f"reason_{place}"), pl.col("evidence").alias(f"text_{place}"))
        found = found.join(best, on=list(level), how="left", maintain_order="left")
    reason, evidence = _of_settings(a.manifest, b.manifest)
    levels = range(len(_LEVELS))
    return found.select(
        *differences.columns,
        pl.coalesce(*(f"reason_{place}" for place in levels), reason).alias("reason"),
        pl.coalesce(*(f"text_{place}" for place in levels), evidence).alias("evidence"),
    )


def settings_differences(a: ReturnManifest, b: ReturnManifest) -> dict[str, str]:
    """Return what differs between two manifests besides files: its name → the earlier and the later value.

    Of the datasets that only one was made from: whether it was not sent before or no longer → their names.
    """
    pairs = {
        "collection year": (a.collection_year, b.collection_year),
        "authority": (a.local_authority_code, b.local_authority_code),
        "as at": (str(a.as_at), str(b.as_at)),
        **{
            f"parameter {name}": (a.parameters.get(name, "none"), b.parameters.get(name, "none"))
            for name in sorted({*a.parameters, *b.parameters})
        },
        "catalogue": (a.catalogue_digest[:12], b.catalogue_digest[:12]),
        "code": (f"{a.code.version} {a.code.digest[:12]}", f"{b.code.version} {b.code.digest[:12]}"),
    }
    differ = {name: f"{old} → {new}" for name, (old, new) in pairs.items() if old != new}
    return {**differ, **{reason: ", ".join(sorted(names)) for reason, names in _datasets_apart(a, b).items()}}


def _all(differences: pl.DataFrame, reason: str, evidence: str) -> pl.DataFrame:
    return differences.with_columns(pl.lit(reason).alias("reason"), pl.lit(evidence).alias("evidence"))


def _of_settings(a: ReturnManifest, b: ReturnManifest) -> tuple[pl.Expr, pl.Expr]:
    """Return the reason and evidence where the records are the same; needs columns `old_rule` and `new_rule`."""
    differ = settings_differences(a, b)
    rules = "; ".join(f"{n} {v}" for n, v in differ.items() if n == "catalogue" or n.startswith("parameter "))
    if rules:
        return pl.lit(RULE), pl.lit(rules)
    if "code" in differ:
        is_other_rule = pl.col("old_rule") != pl.col("new_rule")
        rule_text = pl.format("{} → {}", "old_rule", "new_rule")
        return (
            pl.when(is_other_rule).then(pl.lit(RULE)).otherwise(pl.lit(CODE)),
            pl.when(is_other_rule).then(rule_text).otherwise(pl.lit(f"code {differ['code']}")),
        )
    datasets = [name for name in (LOST_DATASET, NEW_DATASET) if name in differ]
    if datasets:
        return pl.lit(datasets[0]), pl.lit("; ".join(f"{name}: {differ[name]}" for name in datasets))
    if "as at" in differ:
        return pl.lit(LATER), pl.lit(f"as at {differ['as at']}")
    return pl.lit(UNEXPLAINED), pl.lit("")


def _datasets_apart(a: ReturnManifest, b: ReturnManifest) -> dict[str, set[str]]:
    """Return the datasets that only one return was made from, by the reason that this is."""
    old, new = ({f"{load.source}.{load.dataset}" for load in manifest.inputs} for manifest in (a, b))
    return {reason: names for reason, names in ((NEW_DATASET, new - old), (LOST_DATASET, old - new)) if names}


def _dataset_facts(a: Origin, b: Origin) -> pl.DataFrame:
    """Return the items of which a value rests on a dataset that only one return was made from."""
    found = [pl.DataFrame(schema=dict.fromkeys(("module", "item", "reason", "evidence"), pl.String))]
    apart = _datasets_apart(a.manifest, b.manifest)
    for origin, reason in ((a, LOST_DATASET), (b, NEW_DATASET)):
        values = origin.provenance.filter(_DATASET.is_in(sorted(apart.get(reason, ()))))
        facts = values.select("module", "item", pl.lit(reason).alias("reason"), _DATASET.alias("evidence"))
        found.append(facts.unique().collect(engine="streaming").sort("module", "item", "evidence"))
    return pl.concat(found)


def _rules(differences: pl.DataFrame, a: Origin, b: Origin) -> pl.DataFrame:
    """Return the rule that made each changed item in both returns."""
    level = list(_LEVELS[0])
    wanted = found = differences.lazy().select(level).unique()
    for origin, name in ((a, "old_rule"), (b, "new_rule")):
        rules = origin.provenance.join(wanted, on=level, how="semi")
        found = found.join(rules.select(*level, pl.col("rule").alias(name)).unique(subset=level), on=level, how="left")
    return found.collect(engine="streaming")


def _record_facts(differences: pl.DataFrame, a: Origin, b: Origin, look_up: LookUp | None) -> pl.DataFrame:
    """Return the children's values that rest on a record that came, went or changed; the weightiest first."""
    children = differences.lazy().select("child").unique()
    values = pl.concat(
        [
            origin.provenance.filter(pl.col("record_key").is_not_null())
            .join(children, on="child", how="semi")
            .select(*_LEVELS[0], *RECORD)
            for origin in (a, b)
        ]
    )
    # Most records say the same: their values, millions for a large authority, are never held at once.
    records = values.select(RECORD).unique().collect(engine="streaming")
    earlier, later = (_known(origin, records, look_up) for origin in (a, b))
    both = records.join(earlier, on=list(RECORD), how="left").join(later, on=list(RECORD), how="left", suffix="_b")
    is_same_line = (pl.col("load_id") == pl.col("load_id_b")) & (pl.col("row_number") == pl.col("row_number_b"))
    rank = (
        pl.when(pl.col("row_hash").is_null())
        .then(0)
        .when(pl.col("row_hash_b").is_null())
        .then(1)
        .when((pl.col("row_hash") != pl.col("row_hash_b")) & ~is_same_line)
        .then(2)
    )
    where = pl.format(
        "{}.{} {} in {}, row {}",
        *RECORD,
        pl.coalesce("file_b", "file"),
        pl.coalesce("row_number_b", "row_number"),
    )
    told = both.with_columns(rank.alias("rank"), where.alias("evidence")).drop_nulls("rank")
    reason = _reason_of_record(_datasets_apart(a.manifest, b.manifest))
    facts = values.join(told.lazy().with_columns(reason.alias("reason")), on=list(RECORD))
    found = facts.select(*_LEVELS[0], "rank", "reason", "evidence").unique().collect(engine="streaming")
    return found.sort("rank", "evidence", *_LEVELS[0])


def _reason_of_record(apart: Mapping[str, set[str]]) -> pl.Expr:
    """Return the reason by the column `rank`: whether a record came, went or changed."""
    found = pl.col("rank").replace_strict({0: NEW, 1: WITHDRAWN, 2: CORRECTED}, return_dtype=pl.String)
    for rank, reason in ((0, NEW_DATASET), (1, LOST_DATASET)):
        is_apart = (pl.col("rank") == rank) & _DATASET.is_in(sorted(apart.get(reason, ())))
        found = pl.when(is_apart).then(pl.lit(reason)).otherwise(found)
    return found


def _known(origin: Origin, records: pl.DataFrame, look_up: LookUp | None) -> pl.DataFrame:
    """Return what a return knew of records: from its provenance, then from the loads it was made from."""
    columns = [*RECORD, *PLACE]
    values = origin.provenance.join(records.lazy(), on=list(RECORD), how="semi")
    used = values.select(columns).unique().collect(engine="streaming")
    known = (
        used.cast({"row_number": pl.Int64}).sort(columns).unique(subset=list(RECORD), keep="first", maintain_order=True)
    )
    if look_up is not None:
        rest = records.join(known, on=list(RECORD), how="anti")
        known = pl.concat([known, look_up(origin.manifest, rest).select(columns)])
    names = {load.load_id: load.file for load in origin.manifest.inputs}
    return known.with_columns(pl.col("load_id").replace_strict(names, default=pl.col("load_id")).alias("file"))
