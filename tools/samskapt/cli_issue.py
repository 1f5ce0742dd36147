"""The command ``samskapt from-issue``: the text of a GitHub issue becomes a draft, and an answer to its writer."""

from __future__ import annotations

import datetime as dt
import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samskapt.cli_common import CannotRunError, find_root_or_stop, read_words, root_option, utf_8
from samskapt.library import STORIES, TEXT_FILE, Examiner, story_slugs

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES = 2_000_000
"""GitHub lets the text of an issue be 65,536 signs; what is much longer is not read to its end."""


@click.command("from-issue")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@root_option
@click.option("--event", is_flag=True, help="FILE er beskjeden om saken, slik GitHub Actions får den.")
@click.option("--output", type=click.Path(path_type=Path), help="Mappa som får stories/<navn>/. Uten: biblioteket.")
def from_issue_command(file: Path, root: Path | None, event: bool, output: Path | None) -> None:  # noqa: FBT001
    """Lag et utkast av teksten i en sak på GitHub, skrevet i skjemaet «Fortell en historie».

    FILE er teksten, «-» betyr det som kommer inn. Svaret til den som skrev, står på norsk i det som skrives ut.
    Avslutter med 0 når utkastet er laget, 1 når noe mangler, og 2 når kommandoen ikke kunne kjøres.
    """
    from samskapt.from_issue import Missing, from_issue  # noqa: PLC0415 (the other commands need none of it)
    from samskapt.issue_answer import answer_missing, answer_told  # noqa: PLC0415
    from samskapt.scaffold import write_story  # noqa: PLC0415

    root = find_root_or_stop(root)
    told = from_issue(_body(_text(file), file) if event else _text(file), read_words(root))
    if isinstance(told, Missing):
        click.echo(utf_8(answer_missing(told)), nl=False)
        sys.exit(1)
    taken = frozenset(story_slugs(root))
    slug = next(one for one in _names(told.slug) if one not in taken)
    today = dt.datetime.now().astimezone().date()
    examined = Examiner(root, read_words(root), taken | {slug}, today).examine(slug, told.text.encode())
    try:
        write_story(output or root, slug, told.text)
    except FileExistsError:
        raise CannotRunError(f"{output}/{STORIES}/{slug} finnes alt.") from None
    except OSError as error:
        raise CannotRunError(f"Kan ikke skrive {error.filename}: {error.strerror}.") from error
    click.echo(utf_8(answer_told(told, examined, f"{STORIES}/{slug}/{TEXT_FILE}")), nl=False)


def _text(file: Path) -> str:
    """Return the text of an issue; CannotRunError for what is no text file."""
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with file.open("rb") as opened:
                data = opened.read(_MOST_BYTES + 1)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CannotRunError(f"Kan ikke lese {file}: {error.strerror}.") from error
    except UnicodeDecodeError:
        if len(data) > _MOST_BYTES:  # cut in the midst of a sign
            return data.decode("utf-8", "replace")
        raise CannotRunError(f"{file} er ikke en tekst i UTF-8.") from None


def _body(event: str, file: Path) -> str:
    """Return the text of the issue that an event is about; CannotRunError for what is no such event."""
    try:
        body = json.loads(event)["issue"]["body"] or ""
        return str(body).encode("utf-8", "replace").decode()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotRunError(f"{file} er ikke en beskjed fra GitHub om en sak.") from None


def _names(slug: str) -> Iterator[str]:
    """Yield names for a folder, the plain one first."""
    yield slug
    for number in count(2):
        yield f"{slug}-{number}"
