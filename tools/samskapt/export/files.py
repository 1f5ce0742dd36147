"""All files of the open data, by their names in ``data/``. The same library gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samskapt.export.about import as_json
from samskapt.export.feeds import atom, json_feed
from samskapt.export.linked import as_turtle, catalogue_graph, vocabulary_graph
from samskapt.export.package import data_package
from samskapt.export.records import all_records, story_record, told
from samskapt.export.schema import records_schema
from samskapt.export.tables import as_csv, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.export.about import About


def data_files(about: About) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file."""
    made = tables(about)
    stories = [*told(about.library)]
    vocabulary, catalogue = vocabulary_graph(about), catalogue_graph(about)
    yield "stories.json", as_json(all_records(about, stories)).encode()
    yield "stories.schema.json", as_json(records_schema(about.library.vocabulary)).encode()
    for one in stories:
        yield f"stories/{one.story.slug}.json", as_json(story_record(one, about, "../")).encode()
    for table in made:
        yield f"{table.name}.csv", as_csv(table)
    yield "datapackage.json", as_json(data_package(about, made)).encode()
    for name, graph in (("vocabulary", vocabulary), ("catalogue", catalogue)):
        yield f"{name}.jsonld", as_json(graph).encode()
        yield f"{name}.ttl", as_turtle(graph).encode()
    yield "feed.xml", atom(about)
    yield "feed.json", as_json(json_feed(about)).encode()
