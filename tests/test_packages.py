"""Packages for learning systems: as the formats ask, read by an importer, and the same bytes each time."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

import pytest

from helpers import REPOSITORY, TODAY
from importer import Refused, read_package
from samskapt.courses import course_of, package_files
from samskapt.library import read_library
from samskapt.packages import Course, Link, Module, Topic, pack
from samskapt.settings import Site
from samskapt.yaml_reader import read_yaml

BASE = "https://samskapt.example/"
WORDS = {
    "nb": {
        key: str(text)
        for key, text in read_yaml((REPOSITORY / "theme/strings/nb.yml").read_text("utf-8")).values.items()
    }
}
SITE = Site(language="nb", words=WORDS, base=BASE)
HARD = Course(
    "hard",
    "Makt & <medvirkning>",
    'Sagt med "anførsel" og ]]>',
    "nn",
    (
        Module(
            "Én & to", (Link("Å «lese»", "https://samskapt.example/?a=1&b=%C3%A5"), Topic("Snakk", "<p>a &amp; b</p>"))
        ),
    ),
)


def _packages() -> dict[str, bytes]:
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    return dict(package_files(library, SITE))


def test_each_collection_has_a_package_that_can_be_read() -> None:
    """Modules, links, discussions with the questions, and the note for the one who leads, in the collection's order."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    packages = dict(package_files(library, SITE))
    assert len(packages) == len(library.collections) >= 4
    titles = {story.slug: story.title for story in library.stories}
    for collection in library.collections:
        modules = list(read_package(packages[f"samlinger/{collection.slug}/{collection.slug}.imscc"]).values())
        assert len(modules) == len(collection.stories) + 2
        assert [item.kind for item in modules[0]] == ["link", "discussion"]
        assert all(goal in modules[0][1].content.replace("&quot;", '"') for goal in collection.goals)
        for stop, (link, talk) in zip(collection.stories, modules[1:-1], strict=True):
            assert (link.title, link.content) == (titles[stop.story], f"{BASE}fortellinger/{stop.story}/")
            assert talk.content.count("<li>") == len(stop.questions)
            assert f"{BASE}fortellinger/{stop.story}/#vanskelig" in talk.content
        (note,) = modules[-1]
        assert note.hidden
        assert note.content == f"{BASE}samlinger/{collection.slug}/leder/#leder"


def test_the_same_bytes_each_time() -> None:
    """Made anew, in another process with other hashes, a package is the same to the byte."""
    ours = {name: hashlib.sha256(data).hexdigest() for name, data in _packages().items()}
    code = (
        "import hashlib, test_packages as t\nfor n, d in t._packages().items(): print(n, hashlib.sha256(d).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY / "tests",
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": ""},
        check=True,
        capture_output=True,
        text=True,
    )
    assert dict(line.split() for line in ran.stdout.splitlines()) == ours


def test_addresses_in_packages_are_pages(site: object) -> None:
    """Every address in a package is a page of the site, and each part after # is there."""
    for data in _packages().values():
        for items in read_package(data).values():
            for item in items:
                for url in re.findall(rf"{re.escape(BASE)}[^\"<\s]*", item.content):
                    parts = urlsplit(url)
                    page = f"{site}{parts.path}index.html"
                    with open(page, encoding="utf-8") as file:  # noqa: PTH123 (a path of parts of an address)
                        assert not parts.fragment or f'id="{parts.fragment}"' in file.read(), url


def test_hard_signs_come_through() -> None:
    """What XML takes for its own is read as it was written."""
    (items,) = read_package(pack(HARD)).values()
    assert [tuple(item) for item in items] == [
        ("link", "Å «lese»", "https://samskapt.example/?a=1&b=%C3%A5", False),
        ("discussion", "Snakk", "<p>a &amp; b</p>", False),
    ]
    manifest = zipfile.ZipFile(BytesIO(pack(HARD))).read("imsmanifest.xml")
    texts = [part.text for part in ET.fromstring(manifest).iter() if part.text]  # noqa: S314 (ours)
    assert HARD.title in texts
    assert HARD.description in texts


def test_the_importer_refuses_what_a_learning_system_would() -> None:
    """The importer of these tests is no yes-sayer."""
    bad = Module("En", (Link("Å", "https://samskapt.example/å"),))
    with pytest.raises(Refused, match="invalidurl"):
        read_package(pack(replace(HARD, modules=(bad,))))
    good = pack(HARD)
    for old, new, why in (
        (b"imsccv1p1/imscp_v1p1", b"imsccv1p9/imscp_v1p1", "version"),
        (b'identifier="r2"', b'identifier="r1"', "twice"),
        (b'identifier="rot">', b'identifier="1ot">', "no name"),
        (b"<resources>", b"<resourcez>", "XML"),
    ):
        with pytest.raises((Refused, ET.ParseError, zipfile.BadZipFile), match=None if why == "XML" else why):
            read_package(_with(good, old, new))


def _with(data: bytes, old: bytes, new: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(held, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return held.getvalue()


def test_no_addresses_no_packages() -> None:
    """A package of links needs an address to link to."""
    library = read_library(REPOSITORY, TODAY).library
    assert library is not None
    assert list(package_files(library, replace(SITE, base=""))) == []
    titles = {story.slug: story.title for story in library.stories}
    assert course_of(library.collections[0], titles, SITE).name == library.collections[0].slug
