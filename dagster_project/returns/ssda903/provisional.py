"""What of an unfinished year is not in yet, and until when."""

from __future__ import annotations

import duckdb


def provisional_lines(connection: duckdb.DuckDBPyConnection, collection_year: str, authority: str) -> list[str]:
    """Return lines for people about a provisional return; none when the year is finished as at the day looked from."""
    rows = connection.execute(
        "select known_to_date, end_date, last_window_date from returns.ssda903__year "
        "where collection_year = ? and is_provisional",
        [collection_year],
    ).fetchall()
    if not rows:
        return []
    known_to, end, last_window = rows[0]
    due = dict(
        connection.execute(
            "select state, count(*) from returns.ssda903__not_yet_due "
            "where collection_year = ? and local_authority_code = ? group by state",
            [collection_year, authority],
        ).fetchall()
    )
    lines = ["Provisional: a later run may say something else."]
    if known_to < end:
        lines.append(f"  The year is known to {known_to}; what is asked of {end} is told as of that day.")
    lines.append(
        f"  Not yet due: {due.get('birthday to come', 0):,} birthdays are to come, and "
        f"{due.get('window open', 0):,} contact windows are open; the last closes on {last_window}."
    )
    lines.append(f"  It can be frozen from a run as at {last_window} or later.")
    return lines
