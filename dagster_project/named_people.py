"""Whether a text that managers will read names a person whom the published warehouse knows.

It finds slips: a full name in either order, or a number of the case system, the school or the health service. It
proves nothing, since initials and nicknames name a person too.
"""

from __future__ import annotations

import re

from dagster_project.errors import WreathError
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import current

_WORD = re.compile(r"\w+")
#: Shorter numbers would be found in every date.
_SHORTEST_NUMBER = 5


def refuse_people(settings: Settings, *texts: str) -> None:
    """Do nothing when no text names a person, or when no warehouse is published to ask.

    Raises:
        WreathError: A text names one; the message does not repeat it.
    """
    published = current(settings)
    if published is None or not published.identified.exists():
        return
    from dagster_project.warehouse.publish import connect

    with connect(published.identified, settings) as connection:
        people = connection.execute(
            "select forename, surname, lcs_person_id, upn, nhs_number from core.dim_person"
        ).fetchall()
    said = [_plain(text) for text in texts]
    for forename, surname, *numbers in people:
        names = (f"{forename} {surname}", f"{surname} {forename}") if forename and surname else ()
        known = [number for number in numbers if number and len(number) >= _SHORTEST_NUMBER]
        if any(_plain(name) in text for name in (*names, *known) for text in said):
            raise WreathError(
                "the text holds the name or number of a young person, and managers read it: say it without", exit_code=2
            )


def _plain(text: str) -> str:
    """Words in lower case between single spaces, so that a name is found whole and whatever stands between."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
