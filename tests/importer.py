"""An importer of Common Cartridges after Moodle's and Canvas' rules, to read ours with eyes that are not our own.

From Moodle (backup/converter/imscc11): the version is told by the first 500 bytes, an address beyond ASCII is refused,
and roles hide. From Canvas (lib/cc/importer/standard): types by prefix, modules from organization > item > item.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from typing import NamedTuple

PACKAGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
MOODLE = "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"


class Item(NamedTuple):
    """One thing in a course: its kind, its title, its address or text, and whether only teachers see it."""

    kind: str
    title: str
    content: str
    hidden: bool


class Refused(Exception):  # noqa: N818 (an answer, not an error of ours)
    """What a learning system would not import, and why."""


def read_package(data: bytes) -> dict[str, list[Item]]:
    """Return the modules of a package, each with its items."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    text = files["imsmanifest.xml"]
    if MOODLE not in re.sub(r"[\s\"']", "", text[:500].decode().lower()):
        raise Refused("Moodle does not know the version")
    manifest = ET.fromstring(text)  # noqa: S314 (made by us a moment ago)
    if [_bare(part.tag) for part in manifest] != ["metadata", "organizations", "resources"]:
        raise Refused("the elements are out of order")
    ids = [value for part in manifest.iter() for name, value in part.attrib.items() if name == "identifier"]
    if len(set(ids)) < len(ids) or not all(NCNAME.fullmatch(one) for one in ids):
        raise Refused("an id is no name, or stands twice")
    items = {one.attrib["identifier"]: _item(one, files) for one in manifest.iter(f"{PACKAGE}resource")}
    (organization,) = manifest.iter(f"{PACKAGE}organization")
    (root,) = organization
    if root.find(f"{PACKAGE}title") is not None:
        raise Refused("the root item has a title")
    used = [one.attrib["identifierref"] for one in manifest.iter(f"{PACKAGE}item") if "identifierref" in one.attrib]
    if sorted(used) != sorted(items):
        raise Refused("a resource is left out, or is none")
    return {
        module.findtext(f"{PACKAGE}title", ""): [
            items[one.attrib["identifierref"]]._replace(title=one.findtext(f"{PACKAGE}title", ""))
            for one in module.iterfind(f"{PACKAGE}item")
        ]
        for module in root.iterfind(f"{PACKAGE}item")
    }


def _item(resource: ET.Element, files: dict[str, bytes]) -> Item:
    held = resource.findall(f"{PACKAGE}file")
    if len(held) != 1 or "href" in resource.attrib or resource.find(f"{PACKAGE}dependency") is not None:
        raise Refused("a resource has one file, and nothing else")
    document = ET.fromstring(files[held[0].attrib["href"]])  # noqa: S314
    hidden = any(_bare(part.tag) == "value" and part.text == "Instructor" for part in resource.iter())
    title, content = document
    if _bare(title.tag) != "title" or not title.text:
        raise Refused("the title stands first")
    if resource.attrib["type"].startswith("imswl"):
        url = content.attrib["href"]
        if not url.isascii() or not url.startswith("https://"):
            raise Refused(f"Moodle would call it http://invalidurldetected/: {url}")
        return Item("link", title.text, url, hidden)
    if resource.attrib["type"].startswith("imsdt") and content.attrib["texttype"] == "text/html":
        return Item("discussion", title.text, content.text or "", hidden)
    raise Refused(resource.attrib["type"])


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
