"""What the pages on the open data show: the files, how to load them, and the codebook from the field table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.export.about import FOLDER, About
from samskapt.export.tables import DELIMITER, tables
from samskapt.kinds import Choice, Date, Number, Several, Term, Url
from samskapt.records import Need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.export.tables import Column
    from samskapt.views import View, Views

DATA = FOLDER
CODEBOOK = f"{DATA}kodebok/"
_GROUPS = {
    "data_for_tables": ("stories.csv", "participation.csv", "outcomes.csv", "sources.csv", "reuse.csv", "terms.csv"),
    "data_for_programs": ("stories.json", "stories.schema.json", "datapackage.json"),
    "data_for_catalogues": ("vocabulary.jsonld", "vocabulary.ttl", "catalogue.jsonld", "catalogue.ttl"),
    "data_for_readers": ("feed.xml", "feed.json"),
}
_KILO = 1000
_FORMS = {Term: "form_term", Choice: "form_choice", Number: "form_number", Url: "form_url"}


def data_pages(views: Views) -> Iterator[tuple[str, str, str, View, str]]:
    """Yield the pages on the data: address, template, title, view and description."""
    strings = views.strings
    about = About(views.library, views.site.base)
    yield DATA, "data.html", strings["data_title"], _data(views, about), strings["data_lead"]
    yield CODEBOOK, "codebook.html", strings["codebook_title"], _codebook(views, about), strings["codebook_lead"]


def _data(views: Views, about: About) -> View:
    sizes = views.site.data
    return {
        "count": len(views.library.stories),
        "changed": views.date(about.changed) if about.changed else "",
        "codebook": CODEBOOK,
        "one": next((f"{DATA}stories/{story.slug}.json" for story in views.library.stories), ""),
        "groups": [
            {
                "label": views.strings[label],
                "files": [
                    {
                        "name": name,
                        "address": f"{DATA}{name}",
                        "says": views.strings[f"data_{name}"],
                        "size": f"{max(1, round(sizes[name] / _KILO))} kB" if name in sizes else "",
                    }
                    for name in names
                ],
            }
            for label, names in _GROUPS.items()
        ],
        "python": _python(about.base),
        "pandas": f'import pandas as pd\n\nstories = pd.read_csv("{_whole(about.base)}stories.csv", sep="{DELIMITER}")',
        "r": f'stories <- read.csv2("{_whole(about.base)}stories.csv", fileEncoding = "UTF-8-BOM", quote = "\\"")',
    }


def _whole(base: str) -> str:
    return f"{base}{DATA}" if base else ""


def _python(base: str) -> str:
    """Return a small program that counts stories by arena, of a file that has been saved."""
    fetched = f"# {base}{DATA}stories.csv\n" if base else ""
    return (
        f"{fetched}import csv\nfrom collections import Counter\n\n"
        'with open("stories.csv", encoding="utf-8-sig", newline="") as file:\n'
        f'    stories = list(csv.DictReader(file, delimiter="{DELIMITER}"))\n\n'
        'arenas = Counter(arena for story in stories for arena in story["arena"].split("|"))\n'
        "print(arenas.most_common(3))"
    )


def _codebook(views: Views, about: About) -> View:
    return {
        "data": DATA,
        "tables": [
            {
                "id": table.name,
                "file": f"{table.name}.csv",
                "address": f"{DATA}{table.name}.csv",
                "label": views.strings[f"data_{table.name}.csv"],
                "columns": [_column(views, column) for column in table.columns],
            }
            for table in tables(about)
        ],
    }


def _column(views: Views, column: Column) -> View:
    part = column.field
    kind = part.kind.kind if isinstance(part.kind, Several) else part.kind
    facet = views.vocabulary.facets[kind.facet] if isinstance(kind, Term) else None
    form = views.strings[_form(column)]
    if isinstance(kind, Choice):
        form = form.format(values=", ".join(kind.values))
    return {
        "name": column.name,
        "label": part.label,
        "help": part.help,
        "form": form,
        "facet": {"label": facet.plural.in_language(views.language), "address": f"{facet.address}/"} if facet else None,
        "many": column.many,
        "empty": part.need == Need.NEVER,
    }


def _form(column: Column) -> str:
    """Return the key of the words that say what a cell holds."""
    if column.name == "number":
        return "form_number"
    kind = column.field.kind.kind if isinstance(column.field.kind, Several) else column.field.kind
    if isinstance(kind, Date):
        return "form_moment" if kind.partial else "form_date"
    return _FORMS.get(type(kind), "form_text")
