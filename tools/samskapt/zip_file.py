"""Zip files put together of members that are packed already, wherever and whenever that was: PKWARE's APPNOTE 6.3.

Python's ``zipfile`` packs what it is given, one file after the other. The same members give the same bytes: they carry
no times and no names of users.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_DAY = 1 << 5 | 1
"""The first of January 1980, which is as early as zip files go."""
_MADE_BY = 3 << 8 | 20
"""Unix, so that the rights of a file count, and version 2.0 of the format."""
_RIGHTS = 0o644 << 16
_UTF8 = 1 << 11
"""Says that a name is UTF-8."""
_STORED, _DEFLATED = 0, 8
_MANY, _FAR = 0xFFFF, 0xFFFFFFFF
"""More members than the format had room for at first are counted in a record of their own (zip64), from version 4.5."""
_NEWER = 45
_HEADER = 30
"""What stands before the name of each member; its last four bytes say how long the name is, and what follows it."""


class Member(NamedTuple):
    """A file in a zip: its name, how it is packed (0 as it is, 8 deflated), its bytes so, their CRC-32 and number."""

    name: str
    method: int
    data: bytes
    crc: int
    size: int


def member(name: str, data: bytes, level: int) -> Member:
    """Return a file as it stands in a zip. ``level`` is zlib's, from 0 for as it is to 9."""
    if not level:
        return Member(name, _STORED, data, zlib.crc32(data), len(data))
    press = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, _DEFLATED, press.compress(data) + press.flush(), zlib.crc32(data), len(data))


def members_of(data: bytes, front: str) -> dict[str, Member]:
    """Return the members of a zip that ``zip_of`` made, by their names without ``front``; none of what is no zip."""
    try:
        with ZipFile(BytesIO(data)) as bag:
            listed = bag.infolist()
    except BadZipFile:
        return {}
    members = {}
    for one in listed:
        start = one.header_offset + _HEADER + sum(struct.unpack_from("<HH", data, one.header_offset + _HEADER - 4))
        raw = data[start : start + one.compress_size]
        name = one.filename
        members[name.removeprefix(front)] = Member(name, one.compress_type, raw, one.CRC, one.file_size)
    return members


def zip_of(members: Iterable[Member]) -> bytes:
    """Return a zip of members in the order given; OverflowError where they are 4 GB or more."""
    parts: list[bytes] = []
    listed: list[bytes] = []
    at = 0
    for one in members:
        if (reach := at + max(one.size, len(one.data))) > _FAR:
            raise OverflowError(f"{one.name}: a zip has no room here for {reach} bytes")
        name = one.name.encode()
        flags = 0 if one.name.isascii() else _UTF8
        common = struct.pack(
            "<HHHHHIIIHH",
            *(20, flags, one.method, 0, _FIRST_DAY, one.crc, len(one.data), one.size, len(name), 0),
        )
        parts += (b"PK\x03\x04", common, name, one.data)
        listed.append(
            b"".join((b"PK\x01\x02", struct.pack("<H", _MADE_BY), common, struct.pack("<HHHII", 0, 0, 0, _RIGHTS, at)))
            + name
        )
        at += 4 + len(common) + len(name) + len(one.data)
    directory = b"".join(listed)
    return b"".join((*parts, directory, _end(len(listed), len(directory), at)))


def _end(count: int, size: int, at: int) -> bytes:
    """Return the end of a zip: how many members its directory has, how large that is in bytes and where it begins."""
    some = min(count, _MANY)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, some, some, size, at, 0)
    if count < _MANY:
        return end
    counted = struct.pack("<QHHIIQQQQ", 44, _NEWER, _NEWER, 0, 0, count, count, size, at)
    return b"".join((b"PK\x06\x06", counted, b"PK\x06\x07", struct.pack("<IQI", 0, at + size, 1), end))
