"""Reference files of the fictional authority: postcodes and authorities that do not exist."""

from __future__ import annotations

import polars as pl

from dagster_project.synthetic.render.extract import Extract, in_layout
from dagster_project.synthetic.render.identity import Scene

NAMES = ("Northmoor", "Southfold", "Eastmarch", "Westholt", "Midvale", "Highfen", "Lowdale", "Farbridge", "Nearwick",
         "Otherby")  # fmt: skip
_FIRST = 990


def name_of(authority: str) -> str:
    """Return the invented name of an authority."""
    return NAMES[(int(authority) - _FIRST) % len(NAMES)]


def reference_extracts(scene: Scene) -> list[Extract]:
    """Return the postcodes and the authorities."""
    catalogue, as_at = scene.faults.catalogue, scene.truth.as_at
    postcodes = scene.truth["postcode"].select("postcode", pl.col("district_code").alias("laua"), "easting", "northing")
    codes = [str(_FIRST + number) for number in range(len(NAMES))]
    authorities = pl.DataFrame(
        {
            "district_code": [f"E06999{code}" for code in codes],
            "authority_name": [name_of(code) for code in codes],
            "upper_tier_code": [f"E06999{code}" for code in codes],
            "dfe_code": codes,
            "region": ["Fictional region"] * len(codes),
        }
    )
    frames = {"postcodes": postcodes, "authorities": authorities}
    return [Extract("reference", name, as_at, in_layout(catalogue, name, frame)) for name, frame in frames.items()]
