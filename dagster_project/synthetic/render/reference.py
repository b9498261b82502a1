"""Reference files of the fictional authority: postcodes, authorities and providers that do not exist."""

from __future__ import annotations

import polars as pl

from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.identity import Scene

NAMES = ("Northmoor", "Southfold", "Eastmarch", "Westholt", "Midvale", "Highfen", "Lowdale", "Farbridge", "Nearwick",
         "Otherby")  # fmt: skip
_FIRST = 990
#: A home that nobody has lived in for so many days has closed, so many days after the last child moved out.
_UNUSED, _CLOSED_AFTER = 1500, 60


def name_of(authority: str) -> str:
    """Return the invented name of an authority."""
    return NAMES[(int(authority) - _FIRST) % len(NAMES)]


def reference_extracts(scene: Scene) -> list[Extract]:
    """Return the postcodes, the authorities and Ofsted's list of providers."""
    catalogue, as_at = scene.faults.catalogue, scene.truth.as_at
    postcodes = scene.truth["postcode"].select("postcode", pl.col("district_code").alias("laua"), "easting", "northing")
    frames = {"postcodes": postcodes, "authorities": _authorities(), "providers": _providers(scene)}
    return [Extract("reference", name, as_at, in_layout(catalogue, name, frame)) for name, frame in frames.items()]


def _authorities() -> pl.DataFrame:
    codes = [str(_FIRST + number) for number in range(len(NAMES))]
    return pl.DataFrame(
        {
            "district_code": [_long_code(code) for code in codes],
            "authority_name": [name_of(code) for code in codes],
            "upper_tier_code": [_long_code(code) for code in codes],
            "dfe_code": codes,
            "region": ["Fictional region"] * len(codes),
        }
    )


def _long_code(authority: str) -> str:
    return f"E06999{authority}"


def _providers(scene: Scene) -> pl.DataFrame:
    """Return every provider that a child was placed with: what the list says is what the placements say."""
    as_at, own = scene.truth.as_at, int(scene.authority)
    neighbour = str(_FIRST + (own - _FIRST + 1) % len(NAMES))
    placements = scene.truth["placement"].filter(pl.col("urn").str.starts_with("SC"))
    listed = placements.group_by("urn").agg(
        _codes("placement_type").alias("place_codes"),
        _codes("provider").alias("provider_codes"),
        pl.col("postcode").min(),
        pl.col("provider").eq("PR2").any().alias("is_neighbours"),
        pl.col("placement_end_date").fill_null(as_at).max().alias("left"),
    )
    closed = pl.col("left") <= pl.lit(as_at).dt.offset_by(f"-{_UNUSED}d")
    return listed.sort("urn").select(
        "urn",
        "place_codes",
        "provider_codes",
        "postcode",
        pl.when(closed).then(pl.col("left").dt.offset_by(f"{_CLOSED_AFTER}d")).alias("reg_end"),
        pl.when("is_neighbours")
        .then(pl.lit(_long_code(neighbour)))
        .otherwise(pl.lit(_long_code(scene.authority)))
        .alias("la_code_inferred"),
    )


def _codes(column: str) -> pl.Expr:
    """Every code of a column once, in order, parted by commas."""
    return pl.col(column).unique().sort().str.join(",")
