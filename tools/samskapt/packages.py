"""Packages for learning systems: a collection as IMS Common Cartridge 1.1, which Moodle, Canvas and itslearning read.

Links and discussions only: nothing in a package can grow old, for the stories are read where they are kept. Moodle
knows version 1.1 by the default namespace within the first 500 bytes of the manifest, and stops at an element out of
order; Canvas takes modules from the items under the one root item, which has no title. The bytes are the same each
time: no clock, no order of a disk.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST = "imsmanifest.xml"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_LOM_RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
_TOPIC = "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CLOCK = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can hold: every file is of then."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the web, as ASCII. ``for_leader`` hides it from those who take part, where the system can."""

    title: str
    url: str
    for_leader: bool = False

    type = "imswl_xmlv1p1"

    def xml(self) -> str:
        """Return the file of a link."""
        url = f'<url href={quoteattr(self.url)} target="_blank"/>'
        return f'{_HEAD}<webLink xmlns="{_LINK}"><title>{escape(self.title)}</title>{url}</webLink>\n'


@dataclass(frozen=True, slots=True)
class Topic:
    """A discussion: what it is called, and its text as HTML."""

    title: str
    html: str
    for_leader: bool = False

    type = "imsdt_xmlv1p1"

    def xml(self) -> str:
        """Return the file of a discussion; its HTML is text in it."""
        text = f'<text texttype="text/html">{escape(self.html, quote=False)}</text>'
        return f'{_HEAD}<topic xmlns="{_TOPIC}"><title>{escape(self.title)}</title>{text}</topic>\n'


@dataclass(frozen=True, slots=True)
class Module:
    """A heading in a course, and what stands under it."""

    title: str
    items: tuple[Link | Topic, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What is packed: a name of letters, digits and hyphens, a title, a description, a language, and modules."""

    name: str
    title: str
    description: str
    language: str
    modules: tuple[Module, ...]


def pack(course: Course) -> bytes:
    """Return the bytes of the package, the manifest first."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in ((MANIFEST, _manifest(course)), *((file, item.xml()) for _, file, item in _numbered(course))):
            info = zipfile.ZipInfo(name, _CLOCK)
            info.compress_type = zipfile.ZIP_STORED  # compressed bytes differ from one zlib to another
            info.create_system, info.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            package.writestr(info, text.encode())
    return held.getvalue()


def _numbered(course: Course) -> Iterator[tuple[str, str, Link | Topic]]:
    """Yield each item with the id and the file of its resource."""
    items = (item for module in course.modules for item in module.items)
    for number, item in enumerate(items, start=1):
        kind = "lenke" if isinstance(item, Link) else "samtale"
        yield f"r{number}", f"{kind}{number}/{kind}{number}.xml", item


def _manifest(course: Course) -> str:
    """Return the manifest: metadata, organizations, resources, in that order."""
    resources = list(_numbered(course))
    return "".join(
        (
            f'{_HEAD}<manifest identifier="m-{course.name}" xmlns="{_PACKAGE}" xmlns:lomimscc="{_LOM}" ',
            f'xmlns:lom="{_LOM_RESOURCE}">\n',
            "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>",
            "<lomimscc:lom><lomimscc:general>",
            f"<lomimscc:title>{_string(course.title, course.language)}</lomimscc:title>",
            f"<lomimscc:description>{_string(course.description, course.language)}</lomimscc:description>",
            "</lomimscc:general></lomimscc:lom></metadata>\n",
            '<organizations><organization identifier="o1" structure="rooted-hierarchy"><item identifier="rot">\n',
            *_modules(course.modules, iter([name for name, _, _ in resources])),
            "</item></organization></organizations>\n<resources>\n",
            *(_resource(name, file, item) for name, file, item in resources),
            "</resources>\n</manifest>\n",
        )
    )


def _string(text: str, language: str) -> str:
    return f'<lomimscc:string language="{language}">{escape(text)}</lomimscc:string>'


def _modules(modules: Iterable[Module], names: Iterator[str]) -> Iterator[str]:
    for number, module in enumerate(modules, start=1):
        yield f'<item identifier="modul{number}"><title>{escape(module.title)}</title>\n'
        for item in module.items:
            name = next(names)
            yield f'<item identifier="i-{name}" identifierref="{name}"><title>{escape(item.title)}</title></item>\n'
        yield "</item>\n"


def _resource(name: str, file: str, item: Link | Topic) -> str:
    """Return a resource: exactly one file; the leader's has the role of instructor, which Moodle hides from others."""
    role = (
        "<metadata><lom:lom><lom:educational><lom:intendedEndUserRole><lom:source>IMSGLC_CC_Rolesv1p1</lom:source>"
        "<lom:value>Instructor</lom:value></lom:intendedEndUserRole></lom:educational></lom:lom></metadata>"
    )
    meta = role if item.for_leader else ""
    return f'<resource identifier="{name}" type="{item.type}">{meta}<file href="{file}"/></resource>\n'
