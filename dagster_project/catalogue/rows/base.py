"""What every row of the catalogue has in common: strict columns, a key, and where the row came from."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

#: Columns of every table that say where a row stands; no file has them.
PLACE_COLUMNS = ("provenance", "provenance_line")
YEAR_HINT = "write a collection year such as 2024-25"


def check_year(text: str) -> str:
    """Return a collection year such as ``2024-25`` unchanged; raise ValueError for anything else."""
    start, dash, end = text.partition("-")
    digits = start + end
    if len(start) != 4 or len(end) != 2 or dash != "-" or not (digits.isascii() and digits.isdigit()):
        raise ValueError(YEAR_HINT)
    if (int(start) + 1) % 100 != int(end):
        raise ValueError(YEAR_HINT)
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Year = Annotated[str, AfterValidator(check_year)]
#: Parts that a field or a return item can play in telling who a row is about.
IdentityRole = Literal[
    "lcs_person_id",
    "ccis_client_id",
    "forename",
    "surname",
    "full_name",
    "birth_date",
    "upn",
    "nhs_number",
    "postcode",
    "register_reference",
    "tenancy_reference",
]


class Row(BaseModel):
    """One row of a catalogue table; immutable, and an unknown column is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    key_columns: ClassVar[tuple[str, ...]] = ()

    provenance: str = Field(description="File that the row, or its last change, came from.")
    provenance_line: int = Field(0, ge=0, description="Line of that file, from 1.")

    def key(self) -> tuple[str, ...]:
        """Return the values of the key columns as text; a blank is an empty string."""
        values = (getattr(self, column) for column in self.key_columns)
        return tuple("" if value is None else str(value) for value in values)
