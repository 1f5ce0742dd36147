"""The command ``samskapt export``: the open data, without the site."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from samskapt.cli_common import CannotRunError, find_root_or_stop, root_option
from samskapt.library import read_library


@click.command()
@root_option
@click.option("--output", type=click.Path(path_type=Path), default=Path("data"), help="Mappa filene skrives i.")
@click.option("--site-url", envvar="SITE_URL", default="", help="Adressen til nettstedet. Uten: relative adresser.")
def export(root: Path | None, output: Path, site_url: str) -> None:
    """Skriv biblioteket som åpne data: JSON, CSV, SKOS og flere, de samme filene som i data/ på nettstedet."""
    from samskapt.export.about import About  # noqa: PLC0415 (the other commands need none of it)
    from samskapt.export.files import data_files  # noqa: PLC0415

    checked = read_library(find_root_or_stop(root), dt.datetime.now().astimezone().date())
    if checked.library is None or checked.has_errors:
        raise CannotRunError("Biblioteket har feil. Kjør «samskapt check» for å se hvilke. Ingenting er skrevet.")
    count = 0
    for name, content in data_files(About(checked.library, f"{site_url.rstrip('/')}/" if site_url else "")):
        path = output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    click.echo(f"{count} filer ligger i {output}.")
