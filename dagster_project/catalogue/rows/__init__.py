"""The typed rows of the catalogue, one class a table."""

from dagster_project.catalogue.rows.base import PLACE_COLUMNS, Row
from dagster_project.catalogue.rows.codes import Code, CodeSpelling, ColumnAlias, NullValue, Recode
from dagster_project.catalogue.rows.meaning import (
    Benchmark,
    Concept,
    Dashboard,
    DashboardMeasure,
    Domain,
    FieldConcept,
    Indicator,
    LinkRule,
    Survivorship,
    VoiceMeasure,
    VoiceMeasureConcept,
)
from dagster_project.catalogue.rows.returns import (
    CollectionYear,
    FieldReturnItem,
    MeasureBenchmark,
    NewEpisodeReason,
    Parameter,
    ReturnItem,
    ReturnMeasure,
    ReturnModule,
    XmlElement,
)
from dagster_project.catalogue.rows.sources import CommonColumn, Dataset, Expectation, Source, SourceField

__all__ = [
    "PLACE_COLUMNS",
    "Benchmark",
    "Code",
    "CodeSpelling",
    "CollectionYear",
    "ColumnAlias",
    "CommonColumn",
    "Concept",
    "Dashboard",
    "DashboardMeasure",
    "Dataset",
    "Domain",
    "Expectation",
    "FieldConcept",
    "FieldReturnItem",
    "Indicator",
    "LinkRule",
    "MeasureBenchmark",
    "NewEpisodeReason",
    "NullValue",
    "Parameter",
    "Recode",
    "ReturnItem",
    "ReturnMeasure",
    "ReturnModule",
    "Row",
    "Source",
    "SourceField",
    "Survivorship",
    "VoiceMeasure",
    "VoiceMeasureConcept",
    "XmlElement",
]
