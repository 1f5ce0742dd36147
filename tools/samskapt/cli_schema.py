"""The command ``samskapt schema``: the fields of a story in the forms that other programs ask people for them."""

from __future__ import annotations

import json
from pathlib import Path  # noqa: TC003 (click reads it)
from typing import TYPE_CHECKING

import click

from samskapt.cli_common import find_root_or_stop, read_words, root_option, utf_8

if TYPE_CHECKING:
    from samskapt.vocabulary import Vocabulary

FORMS = ("json-schema", "issue-form", "snippets")


@click.command()
@root_option
@click.option("--as", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True)
def schema(root: Path | None, form: str) -> None:
    """Skriv feltene i en fortelling i den formen andre programmer vil ha dem.

    JSON Schema er for redigeringsprogrammer som kan YAML, issue-form er skjemaet på GitHub
    (.github/ISSUE_TEMPLATE/fortelling.yml), og snippets er for VS Code (.vscode/fortelling.code-snippets).
    """
    click.echo(utf_8(as_form(form, read_words(find_root_or_stop(root)))), nl=False)


def as_form(form: str, vocabulary: Vocabulary) -> str:
    """Return the text of a file in one of ``FORMS``."""
    if form == "issue-form":
        from samskapt.issue_form import issue_form  # noqa: PLC0415 (the other commands need none of it)

        return issue_form(vocabulary)
    if form == "snippets":
        from samskapt.snippets import snippets  # noqa: PLC0415

        return snippets(vocabulary)
    from samskapt.schema import story_schema  # noqa: PLC0415

    return json.dumps(story_schema(vocabulary), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
