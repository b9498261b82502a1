"""Rows that say how values are read: codes, spellings, aliases, nulls, recodes."""

from typing import ClassVar

from pydantic import Field, model_validator

from dagster_project.catalogue.rows.base import Name, Row, Text, Year


class Code(Row):
    """A code of a code set, with the collection years in which it is valid."""

    key_columns: ClassVar[tuple[str, ...]] = ("code_set", "code", "valid_from_year")

    code_set: Text = Field(description="Code set that the code belongs to.")
    code: Text = Field(description="The code.")
    label: Text = Field(description="What the code means.")
    valid_from_year: Year | None = Field(None, description="First collection year of the code; blank for always.")
    valid_to_year: Year | None = Field(None, description="Last collection year of the code; blank for still valid.")
    status: Text = Field(description="How sure we are of the code and its meaning.")

    @model_validator(mode="after")
    def years_are_in_order(self) -> "Code":
        """A code is not withdrawn before it begins."""
        if self.valid_from_year and self.valid_to_year and self.valid_from_year > self.valid_to_year:
            raise ValueError("valid_from_year is after valid_to_year; swap them")
        return self


class CodeSpelling(Row):
    """A text that a source writes where a code belongs, and the code it means."""

    key_columns: ClassVar[tuple[str, ...]] = ("source", "code_set", "source_value")

    source: str | None = Field(None, description="Source that writes the text; blank for any.")
    code_set: Text = Field(description="Code set of the code.")
    source_value: Text = Field(description="Text as the source writes it; upper and lower case are not told apart.")
    code: Text = Field(description="Code that the text means.")


class ColumnAlias(Row):
    """Another name under which a field may arrive."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "alias")

    dataset: Name = Field(description="Dataset of the field.")
    alias: Text = Field(description="Name that a file may use for the field.")
    field: Name = Field(description="The field's name in the catalogue.")


class NullValue(Row):
    """A text that stands for "not recorded"."""

    key_columns: ClassVar[tuple[str, ...]] = ("dataset", "field", "value")

    dataset: Text = Field(description="Dataset of the field; * for every dataset.")
    field: Text = Field(description="Field that may hold the text; * for every field.")
    value: Text = Field(description="Text that means nothing was recorded.")
    reason: Text = Field(description="Why the source writes it.")


class Recode(Row):
    """A code of one set, and the code of another set that it is counted as."""

    key_columns: ClassVar[tuple[str, ...]] = ("from_code_set", "from_code", "to_code_set")

    from_code_set: Text = Field(description="Code set of the recorded code.")
    from_code: Text = Field(description="Code as recorded.")
    to_code_set: Text = Field(description="Code set to translate into.")
    to_code: str | None = Field(None, description="Code it is counted as; blank where there is no match.")
    basis: Text = Field(description="Who says so, and why.")
