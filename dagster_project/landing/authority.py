"""Whose inbox this is: the number and name of the authority, from the council's own settings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dagster_project.errors import WreathError
from dagster_project.settings import Settings, council_settings


@dataclass(frozen=True)
class Authority:
    """An authority: three-digit DfE number, and the name that the pages show (None when nobody wrote it)."""

    code: str
    name: str | None


#: The authority that does not exist; only a home with its truth in it is taken to be its own.
FICTIONAL = Authority("990", "Northmoor")


def home_authority(settings: Settings) -> Authority:
    """Return the authority of files that are in no authority's own folder, as config/council.toml gives it.

    Raises:
        WreathError: The file cannot be read, or it gives no number and this is not the fictional authority.
    """
    own = council_settings(settings)
    is_fictional = settings.truth.exists()
    code = own.get("local_authority_code", FICTIONAL.code if is_fictional else None)
    name = own.get("authority_name") or (FICTIONAL.name if is_fictional else None)
    if code is None:
        message = (
            "config/council.toml has no local_authority_code: run `wreath init` and write the council's number there"
        )
        raise WreathError(message, exit_code=2)
    if not re.fullmatch(r"\d{3}", str(code)):
        message = f"config/council.toml: local_authority_code '{code}' is not three digits; write it as \"815\""
        raise WreathError(message, exit_code=2)
    return Authority(str(code), str(name) if name else None)
