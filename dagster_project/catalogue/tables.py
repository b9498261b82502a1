"""The tables of the catalogue: where each is kept, in the seeds and in a council's configuration."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from dagster_project.catalogue import rows

R_co = TypeVar("R_co", bound=rows.Row, covariant=True)


@dataclass(frozen=True)
class Table(Generic[R_co]):
    """A table of the catalogue.

    `file` is its path below seeds/, and below the configuration folder unless `config_file` says otherwise;
    a path that ends in /*.csv takes every CSV file of its folder.
    """

    name: str
    row: type[R_co]
    file: str
    config_file: str = ""

    @property
    def own_file(self) -> str:
        """Path of the council's own rows below the configuration folder."""
        return self.config_file or self.file


SOURCES = Table("sources", rows.Source, "catalogue/sources.csv")
DATASETS = Table("datasets", rows.Dataset, "catalogue/datasets.csv")
FIELDS = Table("fields", rows.SourceField, "catalogue/fields.csv")
COMMON_COLUMNS = Table("common_columns", rows.CommonColumn, "catalogue/common_columns.csv")
EXPECTATIONS = Table("expectations", rows.Expectation, "catalogue/expectations.csv")
ERASURE_KEYS = Table("erasure_keys", rows.ErasureKey, "catalogue/erasure_keys.csv")
RETENTION = Table("retention", rows.Retention, "catalogue/retention.csv")
DOMAINS = Table("domains", rows.Domain, "catalogue/domains.csv")
CONCEPTS = Table("concepts", rows.Concept, "catalogue/concepts.csv")
FIELD_CONCEPTS = Table("field_concepts", rows.FieldConcept, "catalogue/field_concepts.csv")
VOICE_MEASURES = Table("voice_measures", rows.VoiceMeasure, "catalogue/voice_measures.csv")
VOICE_MEASURE_CONCEPTS = Table(
    "voice_measure_concepts", rows.VoiceMeasureConcept, "catalogue/voice_measure_concepts.csv"
)
INDICATORS = Table("indicators", rows.Indicator, "catalogue/indicators.csv")
INDICATOR_POPULATIONS = Table("indicator_populations", rows.IndicatorPopulation, "catalogue/indicator_populations.csv")
INDICATOR_RELATIONS = Table("indicator_relations", rows.IndicatorRelation, "catalogue/indicator_relations.csv")
DASHBOARDS = Table("dashboards", rows.Dashboard, "catalogue/dashboards.csv", "dashboards/dashboards.csv")
DASHBOARD_MEASURES = Table(
    "dashboard_measures",
    rows.DashboardMeasure,
    "catalogue/dashboard_measures.csv",
    "dashboards/dashboard_measures.csv",
)
SURVIVORSHIP = Table("survivorship", rows.Survivorship, "catalogue/survivorship.csv")
CONCEPT_COMPARISONS = Table("concept_comparisons", rows.ConceptComparison, "catalogue/concept_comparisons.csv")
PLAIN_WORDS = Table("plain_words", rows.PlainWords, "catalogue/plain_words.csv")
LINK_RULES = Table("link_rules", rows.LinkRule, "catalogue/link_rules.csv")
BENCHMARKS = Table("benchmarks", rows.Benchmark, "catalogue/benchmarks.csv")
RETURN_ITEMS = Table("return_items", rows.ReturnItem, "catalogue/return_items.csv")
FIELD_RETURN_ITEMS = Table("field_return_items", rows.FieldReturnItem, "catalogue/field_return_items.csv")
CODES = Table("codes", rows.Code, "codes/*.csv")
CODE_SPELLINGS = Table("code_spellings", rows.CodeSpelling, "mapping/code_spellings.csv")
COLUMN_ALIASES = Table("column_aliases", rows.ColumnAlias, "mapping/column_aliases.csv")
NULL_VALUES = Table("null_values", rows.NullValue, "mapping/null_values.csv")
RECODES = Table("recodes", rows.Recode, "mapping/recodes.csv")
RETURN_MODULES = Table("return_modules", rows.ReturnModule, "returns/modules.csv")
COLLECTION_YEARS = Table("collection_years", rows.CollectionYear, "returns/collection_years.csv")
XML_ELEMENTS = Table("xml_elements", rows.XmlElement, "returns/xml_elements.csv")
PARAMETERS = Table("parameters", rows.Parameter, "returns/parameters.csv")
RETURN_MEASURES = Table("return_measures", rows.ReturnMeasure, "returns/measures.csv")
MEASURE_BENCHMARKS = Table("measure_benchmarks", rows.MeasureBenchmark, "returns/measure_benchmarks.csv")
NEW_EPISODE_REASONS = Table("new_episode_reasons", rows.NewEpisodeReason, "returns/new_episode_reasons.csv")
VALIDATION_RULES = Table("validation_rules", rows.ValidationRule, "returns/rules/*.csv")
RULE_FIELDS = Table("rule_fields", rows.RuleField, "returns/rule_fields.csv")
RULE_INPUTS = Table("rule_inputs", rows.RuleInput, "returns/rule_inputs.csv")
RULE_THRESHOLDS = Table("rule_thresholds", rows.RuleThreshold, "returns/rule_thresholds.csv")
RULE_CODE_GROUPS = Table("rule_code_groups", rows.RuleCodeGroup, "returns/rule_code_groups.csv")
RULE_CHOICES = Table("rule_choices", rows.RuleChoice, "returns/rule_choices.csv")
WITHDRAWN_RULES = Table("withdrawn_rules", rows.WithdrawnRule, "returns/withdrawn_rules.csv")
UNINSPECTED_PLACEMENTS = Table(
    "uninspected_placements", rows.UninspectedPlacement, "returns/uninspected_placements.csv"
)

#: Every table, in the order in which they are written and listed.
TABLES: tuple[Table[rows.Row], ...] = (
    SOURCES,
    DATASETS,
    FIELDS,
    COMMON_COLUMNS,
    EXPECTATIONS,
    ERASURE_KEYS,
    RETENTION,
    DOMAINS,
    CONCEPTS,
    FIELD_CONCEPTS,
    VOICE_MEASURES,
    VOICE_MEASURE_CONCEPTS,
    INDICATORS,
    INDICATOR_POPULATIONS,
    INDICATOR_RELATIONS,
    DASHBOARDS,
    DASHBOARD_MEASURES,
    SURVIVORSHIP,
    CONCEPT_COMPARISONS,
    PLAIN_WORDS,
    LINK_RULES,
    BENCHMARKS,
    RETURN_ITEMS,
    FIELD_RETURN_ITEMS,
    CODES,
    CODE_SPELLINGS,
    COLUMN_ALIASES,
    NULL_VALUES,
    RECODES,
    RETURN_MODULES,
    COLLECTION_YEARS,
    PARAMETERS,
    RETURN_MEASURES,
    MEASURE_BENCHMARKS,
    XML_ELEMENTS,
    NEW_EPISODE_REASONS,
    VALIDATION_RULES,
    RULE_FIELDS,
    RULE_INPUTS,
    RULE_THRESHOLDS,
    RULE_CODE_GROUPS,
    RULE_CHOICES,
    WITHDRAWN_RULES,
    UNINSPECTED_PLACEMENTS,
)

#: What decides how a file is read and judged, by table: when one of these columns changes, loads are typed and judged
#: again.
READING_COLUMNS: dict[str, set[str]] = {
    "datasets": {"source", "dataset", "owner", "delivery", "extract_date_from"},
    "fields": {
        "source",
        "dataset",
        "position",
        "field",
        "column",
        "type",
        "code_set",
        "key_position",
        "is_essential",
        "identity_role",
    },
    "codes": {"code_set", "code", "label", "valid_to_year"},
    "code_spellings": {"source", "code_set", "source_value", "code"},
    "column_aliases": {"dataset", "alias", "field"},
    "null_values": {"dataset", "field", "value"},
    "expectations": {"dataset", "field", "other_field", "expectation", "threshold", "severity"},
    "parameters": {"parameter", "value"},
}
#: How the parameters begin that decide how a load is judged; the others come after the door.
CHECK_PARAMETERS = "check_"
