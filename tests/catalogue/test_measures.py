"""The measures of the return: each in a file of it, each compared with a figure that is published."""

from __future__ import annotations

from dagster_project.catalogue import Catalogue, tables


def test_every_measure_is_counted_from_a_file_of_the_return(catalogue: Catalogue) -> None:
    modules = {(row.return_id, row.module) for row in catalogue.table(tables.RETURN_MODULES)}
    measures = catalogue.table(tables.RETURN_MEASURES)
    assert [row.measure for row in measures if (row.return_id, row.module) not in modules] == []
    assert len(measures) >= 45


def test_every_comparison_names_a_figure_that_is_published_with_its_total(catalogue: Catalogue) -> None:
    published = {(row.measure, row.age_or_group, row.breakdown) for row in catalogue.table(tables.BENCHMARKS)}
    compared = catalogue.table(tables.MEASURE_BENCHMARKS)
    missing = [
        (row.measure, breakdown)
        for row in compared
        for breakdown in (row.benchmark_breakdown, row.benchmark_total)
        if (row.benchmark_measure, row.benchmark_group, breakdown) not in published
    ]
    assert missing == []
    assert len(compared) >= 40
