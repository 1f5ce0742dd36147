"""The commands for editors: ``samskapt links`` asks about addresses, ``samskapt status`` says what waits."""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from samskapt.cli_common import CannotRunError, find_root_or_stop, root_option, utf_8
from samskapt.library import read_library
from samskapt.links import Known, State, as_json, from_json, links_of

LINKS_FILE = "links.json"
_MOST_BYTES = 50_000_000


@click.command()
@root_option
@click.option("--output", type=click.Path(path_type=Path), help=f"Fila svarene skrives i. Uten: {LINKS_FILE} i roten.")
@click.option(
    "--hosts", type=click.IntRange(1, 32), default=8, show_default=True, help="Nettsteder som spørres på en gang."
)
@click.option(
    "--pause", type=click.FloatRange(0), default=1.0, show_default=True, help="Sekunder mellom hvert spørsmål."
)
def links(root: Path | None, output: Path | None, hosts: int, pause: float) -> None:
    """Spør om adressene i fortellingene fortsatt leder noe sted. Svarene blir en fil som «samskapt status» leser.

    Hvert nettsted spørres om én adresse om gangen. Avslutter med 0 også når lenker er døde.
    """
    from samskapt.link_check import Manners, check_links  # noqa: PLC0415 (no other command asks the web for anything)

    root = find_root_or_stop(root)
    today = dt.datetime.now().astimezone().date()
    library = read_library(root, today).library
    if library is None:
        raise CannotRunError("Ordlista i vocabulary/ har feil. Kjør «samskapt check» for å se hvilke.")
    asked = {link.url: link for link in links_of(library)}
    manners = Manners(hosts=hosts, pause=pause)
    if site := _site():
        manners = replace(manners, sender=f"samskapt (+{site})")
    with click.progressbar(length=len(asked), label="Lenker", hidden=not sys.stderr.isatty(), file=sys.stderr) as bar:
        answers = check_links(asked, manners, lambda: bar.update(1))
    known = [Known(link, answers[url]) for url, link in asked.items()]
    path = output or root / LINKS_FILE
    try:
        path.write_text(as_json(known, today.isoformat()), encoding="utf-8")
    except OSError as error:
        raise CannotRunError(f"Kan ikke skrive {path}: {error.strerror}.") from error
    count = {state: sum(1 for one in known if one.answer.state == state) for state in State}
    click.echo(
        f"{len(known)} lenker: {count[State.ALIVE]} virker, {count[State.MOVED]} er flyttet, "
        f"{count[State.DEAD]} er døde, {count[State.UNSURE]} vet vi ikke. Svarene ligger i {path}."
    )


def _site() -> str:
    """Return the address of the site, where it is known, so that those who are asked can see who asks."""
    site = os.environ.get("SITE_URL", "")
    return site if site.isascii() and site.isprintable() else ""


@click.command()
@root_option
@click.option("--format", "form", type=click.Choice(("text", "markdown")), default="text", show_default=True)
@click.option(
    "--links", "kept", type=click.Path(path_type=Path), help=f"Svar fra «samskapt links». Uten: {LINKS_FILE}."
)
def status(root: Path | None, form: str, kept: Path | None) -> None:
    """Si hva som venter på redaksjonen: utkast, gjennomganger, stemmer og lenker som mangler, ord uten fortellinger."""
    from samskapt import status as report  # noqa: PLC0415 (the other commands need none of it)

    root = find_root_or_stop(root)
    today = dt.datetime.now().astimezone().date()
    library = read_library(root, today).library
    if library is None:
        raise CannotRunError("Ordlista i vocabulary/ har feil. Kjør «samskapt check» for å se hvilke.")
    groups = report.status(library, today, _kept(kept or root / LINKS_FILE, asked=kept is not None))
    lines = (report.as_markdown if form == "markdown" else report.as_text)(groups)
    click.echo(utf_8("\n".join(lines)), nl=False)


def _kept(path: Path, *, asked: bool) -> tuple[str, tuple[Known, ...]] | None:
    """Return what ``samskapt links`` found, None where it has not been run and nobody asked for it."""
    if not asked and not path.exists():
        return None
    try:
        with path.open("rb") as file:
            return from_json(file.read(_MOST_BYTES).decode())
    except OSError as error:
        raise CannotRunError(f"Kan ikke lese {path}: {error.strerror}.") from error
    except ValueError:
        raise CannotRunError(f"{path} er ikke skrevet av «samskapt links».") from None
