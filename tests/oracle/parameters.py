"""The numbers of the return that are settings, not law: their defaults are those of the return's parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Parameters:
    """Settings of the return.

    `care_days_after_14` is 13 weeks (DfE rule 1001). The contact window is known from practice, and that people of 22
    to 25 without contact have a row is known from published totals; neither could be read in DfE's guide. Permanence
    before care is asked of periods of care that began from `previous_permanence_from` on.
    """

    care_days_after_14: int = 91
    contact_window_months_before: int = 3
    contact_window_months_after: int = 1
    oc3_include_22_to_25_without_contact: bool = True
    previous_permanence_from: date = date(2016, 4, 1)


DEFAULTS = Parameters()
