"""What lies beside the text of a story: translations of it, and reports of others who did the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from samskapt.folder import read_plain
from samskapt.reuse import FOLDER, read_report
from samskapt.translations import read_translation, translation_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from samskapt.diagnostic import Diagnostic
    from samskapt.folder import Folder
    from samskapt.model import Reuse, Story, Translation
    from samskapt.syntheses import Known


class Beside(NamedTuple):
    """What was read beside a story, the newest report first, and what was found there."""

    translations: tuple[Translation, ...]
    reuse: tuple[Reuse, ...]
    diagnostics: tuple[Diagnostic, ...]


def has_more(folder: Folder) -> bool:
    """Say whether anything that is read lies beside the text of a story."""
    return bool(folder.reuse or translation_files(folder.files))


def read_beside(folder: Folder, at: Path, story: Story | None, offered: Mapping[str, Any], known: Known) -> Beside:
    """Read what lies in a story's ``folder``, which stands ``at``; translations where the ``story`` can be shown.

    ``offered`` is what the rules were given for the story.
    """
    file = f"{at.parent.name}/{at.name}"
    names = translation_files(folder.files) if story else ()
    odd = {name for name, _ in folder.odd}
    translations = [
        read_translation(name, read_plain(at / name), f"{file}/{name}", story, offered)
        for name in names
        if story and name not in odd
    ]
    reports = [read_report(name, data, f"{file}/{FOLDER}/{name}", known) for name, data in folder.reuse]
    told = [one.report for one in reports if one.report]
    return Beside(
        tuple(one.translation for one in translations if one.translation),
        tuple(sorted(told, key=lambda report: report.published, reverse=True)),
        (*(said for one in translations for said in one.diagnostics), *(said for one in reports for said in one[1])),
    )
