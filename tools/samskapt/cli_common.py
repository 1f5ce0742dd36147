"""What the commands share: how they fail, where the library is, and what words it has."""

from __future__ import annotations

from pathlib import Path

import click

from samskapt.library import find_root
from samskapt.text import visible
from samskapt.vocabulary import Vocabulary, read_vocabulary

CANNOT_RUN = 2
"""The exit code when a command could not do its work at all; 1 means that stories have errors."""
root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="Mappa med stories/. Uten: den nærmeste, oppover fra der du står.",
)


class CannotRunError(click.ClickException):
    """Something that keeps a command from running, said in one sentence."""

    exit_code = CANNOT_RUN

    def show(self, file: object = None) -> None:  # noqa: ARG002 (click's own signature)
        """Write the sentence to standard error."""
        click.echo(f"samskapt: {visible(self.message)}", err=True)


def find_root_or_stop(given: Path | None) -> Path:
    """Return the root that was given, or the nearest one; CannotRunError where there is none."""
    root = find_root(Path.cwd()) if given is None else given.resolve()
    if root is None or find_root(root) != root:
        where = given or Path.cwd()
        raise CannotRunError(f"Fant ikke noe bibliotek i {where}. Stå i mappa med stories/, eller bruk --root.")
    return root


def read_words(root: Path) -> Vocabulary:
    """Return the vocabulary of a library; CannotRunError for one with errors."""
    vocabulary, _ = read_vocabulary(root)
    if vocabulary is None:
        raise CannotRunError("Ordlista i vocabulary/ har feil. Kjør «samskapt check» for å se hvilke.")
    return vocabulary


def utf_8(text: str) -> bytes:
    """Return what other programs read, in UTF-8 whatever the terminal writes."""
    return text.encode("utf-8", "replace")  # the name of a file can hold bytes that are no text
