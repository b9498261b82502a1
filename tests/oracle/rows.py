"""What every row of the return has: whose it is, of which year, and its items in the return's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ReturnRow:
    """A row of one module; None is a blank item."""

    #: The items of the return, in its order; each is the attribute of the same name in lower case.
    ITEMS: ClassVar[tuple[str, ...]]

    local_authority_code: str
    collection_year: str
    person_id: str
    child: str

    def as_return(self) -> dict[str, object]:
        """The items of the return, in its order."""
        return {item: getattr(self, item.lower()) for item in self.ITEMS}
