"""Stand-ins for dbt's cross-database macros, so that sqlfluff can render models without dbt.

Only their shape matters: what stands where a date or a number will stand.
"""


def datediff(first_date: str, second_date: str, datepart: str) -> str:
    """Return an expression that counts the `datepart`s between two dates."""
    return f"date_diff('{datepart}', {first_date}, {second_date})"


def dateadd(datepart: str, interval: str | int, from_date_or_timestamp: str) -> str:
    """Return an expression that moves a date by `interval` `datepart`s."""
    return f"date_add({from_date_or_timestamp}, interval ({interval}) {datepart})"


def date_trunc(datepart: str, date: str) -> str:
    """Return an expression that takes a date back to the start of its `datepart`."""
    return f"date_trunc('{datepart}', {date})"


def concat(fields: list[str]) -> str:
    """Return an expression that joins texts."""
    return " || ".join(fields)
