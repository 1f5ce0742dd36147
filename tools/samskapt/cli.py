"""The command ``samskapt``: check, build, serve and new."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samskapt import __version__
from samskapt.fields import LANGUAGES
from samskapt.library import STORIES, TEXT_FILE, Checked, find_root, read_library, story_slugs
from samskapt.messages import LANGUAGES as REPORT_LANGUAGES
from samskapt.report import as_json, as_text, line_reader
from samskapt.scaffold import new_story, slug_of, write_story
from samskapt.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

CANNOT_RUN = 2
"""The exit code when a command could not do its work at all; 1 means that stories have errors."""

_root = click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="Mappa med mkdocs.yml. Uten: den nærmeste, oppover fra der du står.",
)


class CannotRunError(click.ClickException):
    """Something that keeps a command from running, said in one sentence."""

    exit_code = CANNOT_RUN

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click's own signature)
        """Write the sentence to standard error."""
        click.echo(f"samskapt: {self.message}", err=True)


def _find_root(given: Path | None) -> Path:
    root = find_root(Path.cwd()) if given is None else given.resolve()
    if root is None or find_root(root) != root:
        where = given or Path.cwd()
        raise CannotRunError(f"Fant ikke noe bibliotek i {where}. Stå i mappa med mkdocs.yml, eller bruk --root.")
    return root


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="samskapt")
def main() -> None:
    """Samskapt: et bibliotek av praksisfortellinger om samskaping."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_root
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(REPORT_LANGUAGES), default="nb", show_default=True)
def check(paths: tuple[Path, ...], root: Path | None, form: str, language: str) -> None:
    """Se gjennom fortellinger: alle, eller bare dem i PATHS.

    Avslutter med 0 når ingen har feil, 1 når noen har det, og 2 når sjekken ikke kunne kjøres.
    """
    root = _find_root(root)
    only = [slug for path in paths for slug in _slugs_at(path, root)] if paths else None
    checked = _read(root, only)
    if form == "json":
        click.echo(as_json(checked.diagnostics, checked.count, language))
    else:
        for line in as_text(checked.diagnostics, checked.count, language, line_reader(root)):
            click.echo(line)
    if checked.library is None:
        raise CannotRunError("Ordlista i vocabulary/ har feil, så fortellingene kan ikke sjekkes.")
    sys.exit(1 if checked.has_errors else 0)


@main.command()
@_root
@click.option("--site-dir", type=click.Path(path_type=Path), help="Hvor nettstedet skal skrives. Uten: site/.")
def build(root: Path | None, site_dir: Path | None) -> None:
    """Sjekk fortellingene og bygg nettstedet. Har noen feil, blir det gamle stående."""
    from samskapt import mkdocs_plugin  # noqa: PLC0415 (MkDocs takes its time, and the other commands none of it)

    built = mkdocs_plugin.build(_find_root(root), site_dir.resolve() if site_dir else None)
    click.echo(f"Nettstedet ligger i {built}.")


@main.command()
@_root
@click.option("--address", help="Hvor forhåndsvisningen står. Uten: 127.0.0.1:8000.")
def serve(root: Path | None, address: str | None) -> None:
    """Vis nettstedet på egen maskin, også utkast. Det bygges på nytt når en fil lagres."""
    from samskapt import mkdocs_plugin  # noqa: PLC0415

    mkdocs_plugin.serve(_find_root(root), address)


@main.command()
@click.argument("title", required=False)
@_root
@click.option("--slug", help="Mappenavnet, som blir adressen. Uten: laget av tittelen.")
@click.option("--municipality", default=None, help="Kommunen det skjedde i.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--told-by", default=None, help="deltakere, praksisen eller redaksjonen.")
def new(  # noqa: PLR0913, PLR0917 (click gives every option as an argument)
    title: str | None,
    root: Path | None,
    slug: str | None,
    municipality: str | None,
    language: str,
    told_by: str | None,
) -> None:
    """Begynn på en fortelling: et utkast med spørsmål som hjelper deg i gang."""
    root = _find_root(root)
    vocabulary, _ = read_vocabulary(root)
    if vocabulary is None:
        raise CannotRunError("Ordlista i vocabulary/ har feil. Kjør «samskapt check» for å se hvilke.")
    asked = title is None
    if title is None:
        title = click.prompt("Hva heter det du vil fortelle om?")
    if municipality is None:
        municipality = click.prompt("Hvilken kommune?", default="", show_default=False) if asked else ""
    told_by = _told_by(told_by, vocabulary, asked=asked)
    slug = slug_of(title) if slug is None else slug
    if not slug or slug != slug_of(slug):
        raise CannotRunError(f"«{slug}» kan ikke være et mappenavn. Bruk --slug med små bokstaver a–z og bindestrek.")
    text = new_story(title.strip(), language, municipality.strip(), told_by, vocabulary)
    try:
        path = write_story(root, slug, text)
    except FileExistsError:
        raise CannotRunError(
            f"Det finnes alt en fortelling i {STORIES}/{slug}. Velg et annet navn med --slug."
        ) from None
    click.echo(f"Utkastet ligger i {path.relative_to(root)}. Skriv i vei, og kjør «samskapt check» når du vil.")


def _told_by(told_by: str | None, vocabulary: Vocabulary, *, asked: bool) -> str:
    known = list(vocabulary.facets["told_by"].terms)
    if told_by is None:
        told_by = click.prompt("Hvem forteller?", type=click.Choice(known), default="praksisen") if asked else ""
    elif told_by not in known:
        raise CannotRunError(f"«{told_by}» kan ikke stå etter --told-by. Velg blant: {', '.join(known)}.")
    return told_by or "praksisen"


def _slugs_at(path: Path, root: Path) -> Sequence[str]:
    """Return the slugs of the stories at a path: a story's file or folder, or a folder that holds story folders."""
    here = path.resolve()
    stories = (root / STORIES).resolve()
    if not here.exists():
        raise CannotRunError(f"{path} finnes ikke.")
    if here in (stories, root.resolve()):
        return story_slugs(root)
    folder = here.parent if here.name == TEXT_FILE else here
    if folder.parent != stories or not folder.is_dir():
        raise CannotRunError(f"{path} er ikke en fortelling. Fortellinger ligger i {STORIES}/<navn>/{TEXT_FILE}.")
    return (folder.name,)


def _read(root: Path, only: Sequence[str] | None) -> Checked:
    try:
        return read_library(root, dt.datetime.now().astimezone().date(), only)
    except OSError as error:
        raise CannotRunError(f"Kan ikke lese {error.filename}: {error.strerror}.") from error


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command with ``arguments`` (without: those of the process) and exit with its code."""
    main.main(args=None if arguments is None else [*arguments], prog_name="samskapt")
