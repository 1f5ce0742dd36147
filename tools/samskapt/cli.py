"""The command ``samskapt``: those that are about building and writing stand here, the others beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samskapt import __version__
from samskapt.cli_check import check
from samskapt.cli_common import CannotRunError, find_root_or_stop, read_words, root_option
from samskapt.cli_export import export
from samskapt.cli_issue import from_issue_command
from samskapt.cli_schema import schema
from samskapt.cli_status import links, status
from samskapt.diagnostic import Level
from samskapt.fields import LANGUAGES
from samskapt.library import ROOT_FILE, STORIES, Examiner, story_slugs
from samskapt.messages import LANGUAGES as REPORT_LANGUAGES
from samskapt.messages import say
from samskapt.model import Story
from samskapt.text import closest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samskapt.vocabulary import Vocabulary


def _find_site(given: Path | None) -> Path:
    root = find_root_or_stop(given)
    if not (root / ROOT_FILE).is_file():
        raise CannotRunError(f"{root} har ingen {ROOT_FILE}, så her kan ikke noe nettsted bygges.")
    return root


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="samskapt")
def main() -> None:
    """Samskapt: et bibliotek av praksisfortellinger om samskaping."""


main.add_command(check)
main.add_command(export)
main.add_command(from_issue_command)
main.add_command(links)
main.add_command(schema)
main.add_command(status)


@main.command()
@root_option
@click.option("--site-dir", type=click.Path(path_type=Path), help="Hvor nettstedet skal skrives. Uten: site/.")
@click.option("--drafts", is_flag=True, help="Vis også utkast og feil. Et slikt nettsted er ikke til å publisere.")
def build(root: Path | None, site_dir: Path | None, drafts: bool) -> None:  # noqa: FBT001 (click gives it so)
    """Sjekk fortellingene og bygg nettstedet. Har noen feil, blir det gamle stående."""
    from samskapt import mkdocs_plugin  # noqa: PLC0415 (MkDocs takes its time, and the other commands none of it)

    built = mkdocs_plugin.build(_find_site(root), site_dir.resolve() if site_dir else None, drafts=drafts)
    click.echo(f"Nettstedet ligger i {built}.")


@main.command()
@root_option
@click.option("--address", help="Hvor forhåndsvisningen står. Uten: 127.0.0.1:8000.")
def serve(root: Path | None, address: str | None) -> None:
    """Vis nettstedet på egen maskin, også utkast. Det bygges på nytt når en fil lagres."""
    from samskapt import mkdocs_plugin  # noqa: PLC0415

    mkdocs_plugin.serve(_find_site(root), address)


@main.command()
@click.argument("title", required=False)
@root_option
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
    from samskapt.scaffold import new_story, slug_of, write_story  # noqa: PLC0415 (the other commands need none of it)

    root = find_root_or_stop(root)
    vocabulary = read_words(root)
    asked = title is None
    if title is None:
        title = click.prompt("Hva heter det du vil fortelle om?")
    if municipality is None:
        municipality = click.prompt("Hvilken kommune?", default="", show_default=False) if asked else ""
    told_by = _told_by(told_by, vocabulary, asked=asked)
    if not title.strip():
        raise CannotRunError("En fortelling må ha en tittel.")
    slug = slug_of(title) if slug is None else slug
    if not slug or slug != slug_of(slug):
        raise CannotRunError(f"«{slug}» kan ikke være et mappenavn. Bruk --slug med små bokstaver a–z og bindestrek.")
    text = new_story(title.strip(), language, municipality.strip(), told_by, vocabulary)
    today = dt.datetime.now().astimezone().date()
    said = Examiner(root, vocabulary, frozenset({slug}), today).examine(slug, text.encode()).diagnostics
    for wrong in (say(one, "nb") for one in said if one.level == Level.ERROR):
        raise CannotRunError(f"{wrong.message} {wrong.hint}")
    try:
        path = write_story(root, slug, text)
    except FileExistsError:
        raise CannotRunError(
            f"Det finnes alt en fortelling i {STORIES}/{slug}. Velg et annet navn med --slug."
        ) from None
    click.echo(f"Utkastet ligger i {path.relative_to(root)}. Skriv i vei, og kjør «samskapt check» når du vil.")


@main.command()
@click.argument("slug")
@click.argument("language", type=click.Choice(LANGUAGES))
@root_option
def translate(slug: str, language: str, root: Path | None) -> None:
    """Begynn på en oversettelse av fortellingen SLUG: originalens ord, til å skrive over."""
    from samskapt.scaffold import new_translation  # noqa: PLC0415

    root = find_root_or_stop(root)
    slugs = _slugs_with(root, slug)
    vocabulary, today = read_words(root), dt.datetime.now().astimezone().date()
    story = Examiner(root, vocabulary, slugs, today).examine(slug).story
    if not isinstance(story, Story):
        raise CannotRunError(f"«{slug}» er ikke publisert. Oversett fortellingen når den er det.")
    if language == story.language:
        raise CannotRunError(f"«{slug}» er alt på {language}.")
    path = root / STORIES / slug / f"index.{language}.md"
    if path.exists():
        raise CannotRunError(f"{path.relative_to(root)} finnes alt.")
    path.write_text(new_translation(story, language, vocabulary, today), encoding="utf-8")
    click.echo(f"Skriv over ordene i {path.relative_to(root)}, og sett «status: published» når du er ferdig.")


@main.command()
@click.argument("slug")
@click.argument("municipality")
@root_option
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--name", help="Navnet på fila. Uten: laget av kommunen.")
def reuse(slug: str, municipality: str, root: Path | None, language: str, name: str | None) -> None:
    """Begynn på en melding om at MUNICIPALITY også har prøvd det fortellingen SLUG handler om."""
    from samskapt.scaffold import new_report, slug_of, write_report  # noqa: PLC0415

    root = find_root_or_stop(root)
    _slugs_with(root, slug)
    name = slug_of(municipality) if name is None else name
    if not name or name != slug_of(name):
        raise CannotRunError(f"«{name}» kan ikke være et filnavn. Bruk --name med små bokstaver a–z og bindestrek.")
    try:
        path = write_report(root, slug, name, new_report(language, municipality.strip(), read_words(root)))
    except FileExistsError:
        raise CannotRunError(f"{slug} har alt en melding som heter {name}. Velg et annet navn med --name.") from None
    click.echo(f"Meldingen ligger i {path.relative_to(root)}. Fyll ut, og sett «status: published» til slutt.")


@main.command()
@click.argument("name", required=False)
@root_option
@click.option("--lang", "language", type=click.Choice(REPORT_LANGUAGES), default="nb", show_default=True)
def rules(name: str | None, root: Path | None, language: str) -> None:
    """Vis reglene: alle, eller alt om den som heter NAME."""
    from samskapt.rulebook import as_page, rulebook  # noqa: PLC0415

    book = {entry.name: entry for entry in rulebook(language, find_root_or_stop(root))}
    if name is None:
        for entry in book.values():
            click.echo(f"{entry.name:<32} {entry.title}")
        return
    if name not in book:
        guess = closest(name, book)
        meant = f" Mente du «{guess}»?" if guess else " «samskapt rules» viser alle."
        raise CannotRunError(f"Det finnes ingen regel som heter «{name}».{meant}")
    for line in as_page(book[name], language):
        click.echo(line)


def _slugs_with(root: Path, slug: str) -> frozenset[str]:
    """Return the names of all stories; stop with a guess where ``slug`` is none of them."""
    slugs = frozenset(story_slugs(root))
    if slug not in slugs:
        guess = closest(slug, slugs)
        raise CannotRunError(f"Fortellingen «{slug}» finnes ikke." + (f" Mente du «{guess}»?" if guess else ""))
    return slugs


def _told_by(told_by: str | None, vocabulary: Vocabulary, *, asked: bool) -> str:
    known = list(vocabulary.facets["told_by"].terms)
    if told_by is None:
        told_by = click.prompt("Hvem forteller?", type=click.Choice(known), default="praksisen") if asked else ""
    elif told_by not in known:
        raise CannotRunError(f"«{told_by}» kan ikke stå etter --told-by. Velg blant: {', '.join(known)}.")
    return told_by or "praksisen"


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command with ``arguments`` (without: those of the process) and exit with its code."""
    main.main(args=None if arguments is None else [*arguments], prog_name="samskapt")
