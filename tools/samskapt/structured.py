"""What a story is in the words of schema.org, for search engines and catalogues of learning resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samskapt import derive

if TYPE_CHECKING:
    from samskapt.model import Story
    from samskapt.views import View

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def structured(story: Story, view: View, name: str, base: str) -> dict[str, Any]:
    """Return the JSON-LD of a story. ``name`` is the site's; ``base`` its address, without which there are no others'.

    The story's own language is used for its texts, and the site's for the words of the vocabulary.
    """
    library = {"@type": "Organization", "name": name}
    told_by = library if view["by_editors"] else {"@type": "Organization", "name": view["told_by"]["label"]}
    address = f"{base}{view['address']}"
    return {
        "@context": "https://schema.org",
        "@type": ["Article", "LearningResource"],
        "headline": story.title,
        "description": story.summary,
        "inLanguage": story.language,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.reviewed or story.published).isoformat(),
        "author": told_by,
        "publisher": library,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "learningResourceType": "case study",
        "timeRequired": f"PT{derive.reading_minutes(story)}M",
        "contentLocation": {"@type": "Place", "name": view["place"]},
        "about": [term["label"] for term in (view["type"], *view["arenas"])],
        "citation": [
            {"@type": "CreativeWork", "name": source.title, **({"url": source.url} if source.url else {})}
            for source in story.sources
        ],
        **({"url": address, "image": f"{address}{PICTURE}"} if base else {}),
    }


PICTURE = "kort.og.png"
"""The name of the card picture beside the story: with a dot in it, which none of the story's own can have."""
