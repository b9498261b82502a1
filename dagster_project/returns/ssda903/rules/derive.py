"""Columns that DfE derives from a return when it is loaded: who is unaccompanied, where a placement is."""

from __future__ import annotations

import polars as pl

from dagster_project.returns.ssda903.rules.inputs import REFERENCE_COLUMNS, Frames

_METRES_A_MILE = 1_609.3
#: First letter of a district's code → what PL_LA says of a placement outside England.
_OUTSIDE_ENGLAND = {"S": "SCO", "N": "NIR", "W": "WAL"}


def with_derived_columns(frames: Frames, reference: Frames, local_authority: str | None) -> dict[str, pl.DataFrame]:
    """Return the frames with the derived columns that they lack, as far as what they are made of is given.

    Header gets UASC; Episodes get PL_LA, PL_LOCATION and PL_DISTANCE. A column that is there already stays.
    """
    found = dict(frames)
    if "Header" in found and "UASC" in found and "UASC" not in found["Header"].columns:
        found["Header"] = _with_uasc(found["Header"], found["UASC"])
    if "Episodes" in found and _is_whole(reference, "postcodes"):
        found["Episodes"] = _with_places(found["Episodes"], reference, local_authority)
    return found


def _is_whole(reference: Frames, name: str) -> bool:
    return name in reference and set(REFERENCE_COLUMNS[name]) <= set(reference[name].columns)


def _with_uasc(header: pl.DataFrame, uasc: pl.DataFrame) -> pl.DataFrame:
    """A child in the file of unaccompanied children is one, whatever its row holds."""
    if "CHILD" not in header.columns or "CHILD" not in uasc.columns:
        return header
    listed = _key("CHILD").is_in(uasc.select(_key("CHILD"))["CHILD"].drop_nulls().implode())
    return header.with_columns(UASC=pl.when(listed).then(pl.lit("1")).otherwise(pl.lit("0")))


def _key(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.to_uppercase()


def _postcode(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.to_uppercase().str.replace_all(" ", "", literal=True)


def _with_places(episodes: pl.DataFrame, reference: Frames, local_authority: str | None) -> pl.DataFrame:
    missing = [name for name in ("PL_POST", "HOME_POST") if name not in episodes.columns]
    placed = episodes.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    postcodes = reference["postcodes"].select(
        _postcode("postcode").alias("postcode"),
        pl.col("laua").cast(pl.String),
        pl.col("easting", "northing").cast(pl.Float64, strict=False),
    )
    postcodes = postcodes.unique("postcode", keep="first")
    for column, side in (("PL_POST", "placement"), ("HOME_POST", "home")):
        renamed = postcodes.rename({name: f"_{side}_{name}" for name in postcodes.columns if name != "postcode"})
        keyed = placed.with_columns(_postcode(column).alias("_postcode"))
        placed = keyed.join(renamed, left_on="_postcode", right_on="postcode", how="left", maintain_order="left")
        placed = placed.drop("_postcode")
    derived = {"PL_DISTANCE": _distance()}
    if _is_whole(reference, "authorities"):
        placed = _with_upper_tier(placed, reference["authorities"])
        derived["PL_LA"] = pl.col("_authority")
        if local_authority is not None:
            is_in = pl.col("_authority").eq_missing(pl.lit(local_authority))
            where = pl.when(is_in).then(pl.lit("IN")).otherwise(pl.lit("OUT"))
            derived["PL_LOCATION"] = pl.when(pl.col("_placement_laua").is_not_null()).then(where)
    added = [value.alias(name) for name, value in derived.items() if name not in episodes.columns]
    return placed.with_columns(added).select(*episodes.columns, *(name for name in derived if name not in episodes))


def _with_upper_tier(placed: pl.DataFrame, authorities: pl.DataFrame) -> pl.DataFrame:
    upper = authorities.select(
        pl.col("district_code").cast(pl.String), pl.col("upper_tier_code").cast(pl.String).alias("_upper_tier")
    ).unique("district_code", keep="first")
    joined = placed.join(upper, left_on="_placement_laua", right_on="district_code", how="left", maintain_order="left")
    country = pl.col("_placement_laua").str.slice(0, 1).replace_strict(_OUTSIDE_ENGLAND, default=None)
    return joined.with_columns(pl.coalesce(country, "_upper_tier").alias("_authority"))


def _distance() -> pl.Expr:
    """Miles in a straight line between the home and the placement, to one decimal; null where either is unknown."""
    east = pl.col("_home_easting") - pl.col("_placement_easting")
    north = pl.col("_home_northing") - pl.col("_placement_northing")
    return ((east**2 + north**2).sqrt() / _METRES_A_MILE).round(1)
