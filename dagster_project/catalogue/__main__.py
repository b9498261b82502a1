"""`python -m dagster_project.catalogue` writes what is generated from the catalogue; `--check` only looks."""

from typing import Annotated

import typer

from dagster_project.catalogue.catalogue import Catalogue
from dagster_project.catalogue.errors import CatalogueError
from dagster_project.catalogue.generate import check_generated, write_generated
from dagster_project.settings import repository

CheckOption = Annotated[bool, typer.Option("--check", help="Only name the files that are out of date.")]


def main(check: CheckOption = False) -> None:
    """Write every file that is generated from the seeds, or name those that are out of date."""
    root = repository()
    try:
        catalogue = Catalogue.load(root / "seeds")
    except CatalogueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(3) from error
    paths = check_generated(catalogue, root) if check else write_generated(catalogue, root)
    for path in paths:
        typer.echo(path.relative_to(root).as_posix())
    if check and paths:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
