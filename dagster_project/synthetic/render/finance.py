"""What leaving-care finance sends: every payment, by the number that the case system gave the young person."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dagster_project.synthetic.render import planted
from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.identity import Scene, source_records

_UNREADABLE_AMOUNTS = ("see invoice", "tbc", "#VALUE!")


def finance_extracts(scene: Scene) -> Iterator[Extract]:
    """Yield the payments."""
    payments = _payments(scene)
    records = source_records(scene, "finance", "leaving_care_payments", payments, "person_reference")
    shaped = in_layout(scene.faults.catalogue, "leaving_care_payments", payments.drop("person_id"))
    dates = "%d/%m/%Y" if scene.faults.are_on else "%Y-%m-%d"
    as_at = scene.truth.as_at
    yield Extract("finance", "leaving_care_payments", as_at, shaped, date_format=dates, records=records)


def _payments(scene: Scene) -> pl.DataFrame:
    """Return payments; some sums are written with a pound sign, and what somebody lives on is often not noted."""
    faults = scene.faults.of("leaving_care_payments")
    numbers = scene.lcs.select("person_id", pl.col("lcs_id").alias("person_reference"))
    told = scene.truth["payment"].join(numbers, on="person_id", how="inner", maintain_order="left")
    unnoted = planted.people(faults.of("savings"), told, pl.lit(value=True), planted.SAVINGS_NOT_NOTED)
    frame = told.select(
        "person_id",
        "payment_id",
        "person_reference",
        "payment_kind",
        "payment_date",
        "amount",
        "allowance_left",
        pl.when(~pl.col("person_id").is_in(unnoted.implode()))
        .then(pl.col("has_claimed_savings"))
        .alias("savings_claimed"),
        "benefits_claimed",
        (pl.col("payment_kind") == "STAYING_PUT").alias("staying_put_payment"),
    )
    frame = faults.spell(frame, "payment_kind", "FINANCE_PAYMENT_KIND", 0.5)
    frame = faults.blank(frame, "allowance_left", 0.15)
    frame = faults.blank(frame, "benefits_claimed", 0.4)
    pounds = pl.Series(faults.of("pounds").hits(len(frame), 0.2))
    amount = pl.col("amount").cast(pl.String)
    frame = frame.with_columns(pl.when(pounds).then(pl.lit("£") + amount).otherwise(amount).alias("amount"))
    for column in ("savings_claimed", "staying_put_payment"):
        frame = faults.flag(frame, column, 0.5)
    return faults.garble(frame, "amount", 0.002, 1, _UNREADABLE_AMOUNTS)
