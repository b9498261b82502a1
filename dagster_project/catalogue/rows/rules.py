"""Rows that describe the validation rules of a return: what each checks, reads and asks for."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from dagster_project.catalogue.rows.base import Name, Row, Text, Year

#: Code of a rule, which is also the name of its SQL file.
RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+$")]


class ValidationRule(Row):
    """A rule that the return is held against; its logic is dbt/rules/ssda903/<rule>.sql."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule",)

    rule: RuleCode = Field(description="Code of the rule.")
    origin: Literal["DfE", "portal", "tool"] = Field(
        description="Who asks it: DfE's list of rules; its portal, though no list has it; or the tools of the sector."
    )
    module: Text = Field(description="File of the return that the rule is mainly about.")
    title: Text = Field(description="What is wrong when a row fails.")
    explanation: Text = Field(description="What the rule holds, and why, in plain words.")
    remedy: Text = Field(description="How to put it right.")
    valid_from_year: Year | None = Field(None, description="First collection year of the rule; blank for always.")
    is_long_view: bool = Field(
        description="Whether the answer is only sure when the history of all earlier years is given."
    )


class RuleField(Row):
    """An item that a rule is about: what its failures show, and what the map draws the check on."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule", "module", "item")

    rule: RuleCode = Field(description="Code of the rule.")
    module: Text = Field(description="File that the item is in.")
    item: Text = Field(description="Name of the item, or of a column derived from items.")


class RuleInput(Row):
    """Something that a rule cannot be run without."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule", "kind", "input")

    rule: RuleCode = Field(description="Code of the rule.")
    kind: Literal[
        "module",
        "previous module",
        "earlier module",
        "derived item",
        "previous derived item",
        "earlier derived item",
        "reference",
        "setting",
    ] = Field(
        description="A file of the return, or a column derived from other data; previous: of last year's return; "
        "earlier: of the returns of all earlier years, or of last year's where they are not given; a column of "
        "reference data; a setting of the run."
    )
    input: Text = Field(description="Its name; of a column, with its file or list before a dot.")
    one_of: Name | None = Field(
        None, description="Where one of several inputs is enough: a name for the choice, the same on each."
    )


class RuleThreshold(Row):
    """A number or date that a rule compares with; read in SQL by threshold('…') or threshold_date('…')."""

    key_columns: ClassVar[tuple[str, ...]] = ("threshold", "valid_from_year")

    threshold: Name = Field(description="Name of the threshold.")
    value: Text = Field(description="A number, or a date as YYYY-MM-DD.")
    unit: Literal["years", "months", "days", "miles", "people", "episodes", "date", "points"] = Field(
        description="Its unit."
    )
    description: Text = Field(description="What it bounds.")
    valid_from_year: Year | None = Field(None, description="First collection year of the value; blank for always.")
    valid_to_year: Year | None = Field(None, description="Last collection year of the value; blank for still.")


class RuleCodeGroup(Row):
    """A code that belongs to a group which rules name, for instance temporary placements; read by codes('…')."""

    key_columns: ClassVar[tuple[str, ...]] = ("code_group", "code", "valid_from_year")

    code_group: Name = Field(description="Name of the group.")
    code: Text = Field(description="Code in the group.")
    valid_from_year: Year | None = Field(None, description="First collection year of it; blank for always.")
    valid_to_year: Year | None = Field(None, description="Last collection year of it; blank for still.")


class RuleChoice(Row):
    """A habit of the open validator of the sector that is not in the words of a rule, and whether Wreath shares it."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule", "open_validator")

    rule: RuleCode = Field(description="Code of the rule.")
    open_validator: Text = Field(description="What the open validator does.")
    wreath: Text = Field(description="What Wreath does.")
    why: Text = Field(description="Why.")
    cases: str | None = Field(None, description="Conformance case that the choice changes, by name; blank for none.")


class WithdrawnRule(Row):
    """A rule that DfE withdrew before the rules that Wreath holds; its logic is not held."""

    key_columns: ClassVar[tuple[str, ...]] = ("rule",)

    rule: RuleCode = Field(description="Code of the rule.")
    valid_to_year: Year = Field(description="Last collection year of the rule.")
