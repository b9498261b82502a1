"""Reading the cells of a column as the type that the catalogue gives it. What cannot be read is null, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dagster_project.catalogue import spelling_key
from dagster_project.catalogue.rows import SourceField

#: Days outside this range are slips of the keyboard; the catalogue's null values say what else stands for "none".
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

_TIME = r"(?:[T ]\s*(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO_DATE = rf"^(\d{{4}}-\d{{1,2}}-\d{{1,2}}){_TIME}$"
_UK_DATE = rf"^(\d{{1,2}}/\d{{1,2}}/\d{{4}}){_TIME}$"
_WHOLE = r"^[+-]?(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:\.0+)?$"
_NUMBER = r"^[+-]?£?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})?(?:\.\d{1,30})?$"
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
#: Day 0 of a workbook's count of days, for all days that fall in the range above.
_SERIAL_EPOCH = date(1899, 12, 30)
#: What a spreadsheet leaves where it could not work something out, or had no room for the digits of a number.
_DAMAGE = r"^(?:#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|#+)|\d(?:\.\d+)?E\+\d{2,3})$"
#: Control characters that no system means to send; line ends and tabs may be meant.
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]"
_FLAGS = {"y": True, "n": False, "1": True, "0": False, "true": True, "false": False, "yes": True, "no": False}

#: Polars type of each type of the catalogue; a code is held as the standard code.
POLARS_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Float64(),
    "date": pl.Date(),
    "flag": pl.Boolean(),
    "code": pl.String(),
}
#: What to say of a cell that cannot be read, by type: rule and message.
UNREADABLE: dict[str, tuple[str, str]] = {
    "text": ("spreadsheet_damage", "was damaged by a spreadsheet (an error, or digits lost as in 1.2E+05); export it"
             " again without opening it there"),
    "integer": ("unreadable_integer", "is not a whole number; correct it in the source system"),
    "decimal": ("unreadable_decimal", "is not a number; correct it in the source system"),
    "date": ("unreadable_date", "is not a date such as 31/12/2025 or 2025-12-31; correct it in the source system"),
    "flag": ("unreadable_flag", "is neither yes nor no (Y/N, 1/0, true/false); correct it in the source system"),
    "code": ("unknown_code", "is no code of {code_set} nor a known spelling of one; correct it, or add the spelling"
             " to config/mapping/code_spellings.csv"),
}  # fmt: skip


@dataclass(frozen=True)
class CellReader:
    """How the cells of one field are read.

    `null_values` are texts in lower case that mean "not recorded"; `codes` the codes of the field's code set, and
    `spellings` every other text that means a code (by `spelling_key`). `counts_days` says that a bare number in a date
    field is a day as workbooks count them; in other files it could as well be 010424 without its first zero.
    """

    field: SourceField
    null_values: Collection[str]
    codes: Collection[str]
    spellings: Mapping[str, str]
    counts_days: bool = False

    def recorded(self, cells: pl.Series) -> pl.Series:
        """Return the text of cells, trimmed and without control characters; null where nothing is recorded."""
        text = cells.str.replace_all(_CONTROL, "").str.strip_chars()
        is_nothing = text == ""
        if self.null_values:
            is_nothing = is_nothing | text.str.to_lowercase().is_in(list(self.null_values))
        return text.set(is_nothing.fill_null(False), None)

    def read(self, text: pl.Series) -> pl.Series:
        """Return typed values of trimmed text; null where the text cannot be read."""
        if self.field.type == "code":
            return self._codes(text)
        if self.field.type == "date" and self.counts_days:
            return _dates(text).fill_null(_counted_days(text))
        return _READERS[self.field.type](text)

    def _codes(self, text: pl.Series) -> pl.Series:
        """The code itself first, then its spellings; each different text is looked up once."""
        texts = text.drop_nulls().unique().to_list()
        known = {value: value if value in self.codes else self.spellings.get(spelling_key(value)) for value in texts}
        found = {value: code for value, code in known.items() if code is not None}
        if not found:
            return pl.Series(text.name, [None] * len(text), dtype=pl.String)
        return text.replace_strict(list(found), list(found.values()), default=None, return_dtype=pl.String)


def _texts(text: pl.Series) -> pl.Series:
    return text.set(text.str.contains(_DAMAGE).fill_null(False), None)


def _integers(text: pl.Series) -> pl.Series:
    digits = text.str.extract(f"({_WHOLE})").str.replace_all(",", "").str.replace(r"\.0+$", "")
    return digits.str.strip_prefix("+").cast(pl.Int64, strict=False)


def _decimals(text: pl.Series) -> pl.Series:
    digits = text.str.extract(f"({_NUMBER})").str.replace_all("[,£]", "").str.strip_prefix("+")
    return digits.cast(pl.Float64, strict=False)


def _dates(text: pl.Series) -> pl.Series:
    iso = text.str.extract(_ISO_DATE).str.to_date("%Y-%m-%d", strict=False)
    british = text.str.extract(_UK_DATE).str.to_date("%d/%m/%Y", strict=False)
    return _possible(iso.fill_null(british))


def _counted_days(text: pl.Series) -> pl.Series:
    days = text.str.extract(_SERIAL).cast(pl.Int32, strict=False)
    since = (_SERIAL_EPOCH - date(1970, 1, 1)).days
    return _possible((days + since).cast(pl.Date))


def _possible(days: pl.Series) -> pl.Series:
    return days.set((~days.is_between(EARLIEST, LATEST)).fill_null(False), None)


def _flags(text: pl.Series) -> pl.Series:
    folded = text.str.to_lowercase()
    return folded.replace_strict(list(_FLAGS), list(_FLAGS.values()), default=None, return_dtype=pl.Boolean)


_READERS: dict[str, Callable[[pl.Series], pl.Series]] = {
    "text": _texts,
    "integer": _integers,
    "decimal": _decimals,
    "date": _dates,
    "flag": _flags,
}
