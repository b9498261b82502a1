"""Makes `tests/landing/last_release`: a home as the release before this one leaves it, of fictional people.

`python -m tests.landing.make_last_release`, run with the code of that release (`git worktree add` its commit): a few
rows that the generator invents, taken in, and the council's configuration, filled in here and there.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from dagster_project.catalogue import Catalogue, write_council_config
from dagster_project.landing.intake import take_in
from dagster_project.settings import Settings, repository
from dagster_project.synthetic import generate

FOLDER = Path(__file__).with_name("last_release")
#: Extracts that are kept, and how many of their rows.
EXTRACTS, ROWS = ("lcs/ssd_person", "lcs/ssd_legal_status", "housing/tenancies"), 4
OWN = {
    "council.toml": 'local_authority_code = "990"\n',
    "mapping/column_aliases.csv": "dataset,alias,field\nssd_mother,Mother ID,moth_person_id\n",
    "mapping/code_spellings.csv": "source,code_set,source_value,code\nlcs,SEX,Young woman,F\n",
}


def main() -> None:
    """Make it anew."""
    catalogue = Catalogue.load(repository() / "seeds")
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), people=20, faults=0.0, as_at=date(2026, 4, 30), catalogue=catalogue)
        shutil.rmtree(FOLDER, ignore_errors=True)
        settings = Settings(FOLDER)
        for name in EXTRACTS:
            (found,) = (path for path in (Path(folder) / "inbox").rglob("*.*") if path.stem[:-11] == name.split("/")[1])
            target = settings.inbox / name.split("/")[0] / found.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"".join(found.read_bytes().splitlines(keepends=True)[: ROWS + 1]))
    write_council_config(FOLDER)
    for name, content in OWN.items():
        (settings.config / name).write_text(content, encoding="utf-8")
    layered = Catalogue.load(repository() / "seeds", settings.config)
    take_in(settings, layered, settle_seconds=0, judge=lambda *_: [])
    shutil.rmtree(settings.build)


if __name__ == "__main__":
    main()
