"""Text in files that people open in a spreadsheet, which must not take it for a formula.

The modules of a return are not among them: what is sent to the department stays as it is recorded.
"""

from __future__ import annotations

import re

#: Regular expression, of Python and of Polars, for how text begins that a spreadsheet would take for a formula.
FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"


def inert(text: str) -> str:
    """Return text that a spreadsheet shows as it stands: behind an apostrophe where it would be a formula."""
    return f"'{text}" if re.match(FORMULA_START, text) else text
