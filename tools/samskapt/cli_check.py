"""The command ``samskapt check``: looks through stories, tells what is wrong, and repairs what is safe."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samskapt.cli_common import CannotRunError, find_root_or_stop, read_words, root_option, utf_8
from samskapt.folder import read_plain
from samskapt.library import STORIES, TEXT_FILE, Checked, check_library, read_library, story_slugs
from samskapt.messages import LANGUAGES
from samskapt.report import as_json, as_text, line_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMATS = ("text", "json", "github", "markdown", "sarif")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--fix", "repair", is_flag=True, help="Rett det som trygt kan rettes, og si hva som ble gjort.")
@click.option("--editor", is_flag=True, help="Si også det bare redaksjonen trenger å vite.")
@click.option("--cache/--no-cache", default=True, help="Husk det som er sett gjennom før, i .samskapt-cache/.")
def check(  # noqa: PLR0913, PLR0917 (click gives every option as an argument)
    paths: tuple[Path, ...],
    root: Path | None,
    form: str,
    language: str,
    repair: bool,  # noqa: FBT001
    editor: bool,  # noqa: FBT001
    cache: bool,  # noqa: FBT001
) -> None:
    """Se gjennom fortellinger: alle, eller bare dem i PATHS.

    Avslutter med 0 når ingen har feil, 1 når noen har det, og 2 når sjekken ikke kunne kjøres.
    """
    root = find_root_or_stop(root)
    only = [slug for path in paths for slug in _slugs_at(path, root)] if paths else None
    if repair:
        for told in _repair(root, story_slugs(root) if only is None else only, language):
            click.echo(told, err=form != "text")
    checked = _checked(root, only, editor=editor, cache=cache)
    for line in _report(checked, root, form, language):
        click.echo(line)
    if checked.broken:
        raise CannotRunError("Ordlista i vocabulary/ har feil, så fortellingene kan ikke sjekkes.")
    sys.exit(1 if checked.has_errors else 0)


def _checked(root: Path, only: Sequence[str] | None, *, editor: bool, cache: bool) -> Checked:
    today = dt.datetime.now().astimezone().date()
    try:
        if not editor:
            return check_library(root, today, only, cache=cache)
        checked = read_library(root, today, only)
    except OSError as error:
        raise CannotRunError(f"Kan ikke lese {error.filename}: {error.strerror}.") from error
    if checked.library is None:
        return checked
    from samskapt.editors import advice_for_editors  # noqa: PLC0415 (only editors ask for it)

    also = advice_for_editors(checked.library, root, today)
    return replace(checked, diagnostics=tuple(sorted((*checked.diagnostics, *also))))


def _repair(root: Path, slugs: Sequence[str], language: str) -> Iterator[str]:
    """Repair what is safe in stories, and yield what was done."""
    from samskapt.fix import fix, told  # noqa: PLC0415 (only those who ask for repairs wait for it)

    vocabulary = read_words(root)
    for slug in slugs:
        path = root / STORIES / slug / TEXT_FILE
        with contextlib.suppress(FileNotFoundError):
            fixed, done = fix(read_plain(path), vocabulary)
            if done:
                path.write_bytes(fixed)
                yield from told(done, f"{STORIES}/{slug}/{TEXT_FILE}", language)


def _slugs_at(path: Path, root: Path) -> Sequence[str]:
    """Return the slugs of the stories at a path: a story's folder or what is in it, or a folder of story folders."""
    here = path.resolve()
    stories = (root / STORIES).resolve()
    if not here.exists():
        raise CannotRunError(f"{path} finnes ikke.")
    if here in (stories, root.resolve()):
        return story_slugs(root)
    folder = next((one for one in (here, *here.parents) if one.parent == stories), here)
    if folder.parent != stories or not folder.is_dir() or (here.is_file() and here.suffix != ".md"):
        raise CannotRunError(f"{path} er ikke en fortelling. Fortellinger ligger i {STORIES}/<navn>/{TEXT_FILE}.")
    return (folder.name,)


def _report(checked: Checked, root: Path, form: str, language: str) -> Iterator[str | bytes]:
    """Yield the lines of a report: text as the terminal writes it, and what other programs read in UTF-8."""
    found, count = checked.diagnostics, checked.count
    if form == "json":
        yield utf_8(as_json(found, count, language))
    elif form == "sarif":
        from samskapt.report_sarif import as_sarif  # noqa: PLC0415 (most checks are for people)

        yield utf_8(as_sarif(found, language, root))
    elif form == "markdown":
        from samskapt.report_markdown import as_markdown  # noqa: PLC0415

        yield utf_8(as_markdown(found, count, language, line_reader(root)))
    elif form == "github":
        from samskapt.report_github import as_github  # noqa: PLC0415

        yield from map(utf_8, as_github(found, count, language, _folder_in_repository(root)))
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        yield from as_text(found, count, language, line_reader(root), colour=colour)


def _folder_in_repository(root: Path) -> str:
    """Return where a library lies in the repository that GitHub Actions has checked out; "" for the whole of it."""
    repository = Path(os.environ.get("GITHUB_WORKSPACE") or root).resolve()
    folder = root.relative_to(repository).as_posix() if root.is_relative_to(repository) else "."
    return "" if folder == "." else folder
