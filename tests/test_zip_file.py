"""Zip files of members that were packed before: as Python's own module writes and reads them."""

from __future__ import annotations

import io
import zipfile

import pytest

from samskapt.zip_file import Member, member, members_of, zip_of

FILES = {"samskapt/a.html": b"<p>Hei</p>" * 900, "samskapt/b\u00e6r.txt": b"", "samskapt/c.png": bytes(range(256)) * 9}


def test_the_bytes_are_those_of_pythons_own_zips() -> None:
    """With the same day, rights and level, whoever packed the members, and however they were packed."""
    level = {"samskapt/a.html": 6, "samskapt/b\u00e6r.txt": 6, "samskapt/c.png": 0}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as bag:
        for name, data in FILES.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if level[name] else zipfile.ZIP_STORED
            info.create_system, info.external_attr = 3, 0o644 << 16
            bag.writestr(info, data, compresslevel=level[name] or None)
    assert zip_of([member(name, data, level[name]) for name, data in FILES.items()]) == held.getvalue()


@pytest.mark.parametrize("count", [0, 65_534, 65_535, 70_000])
def test_there_is_room_for_many_members(count: int) -> None:
    """A library of ten thousand stories has more files than zips could count at first."""
    one = member("", b"", 0)
    made = zip_of(one._replace(name=f"{number}") for number in range(count))
    with zipfile.ZipFile(io.BytesIO(made)) as bag:
        assert len(bag.namelist()) == count
        assert count == 0 or bag.read(f"{count - 1}") == b""


def test_members_come_back_as_they_were_packed() -> None:
    """What is read of a zip makes the same zip; what is no zip has no members."""
    made = zip_of(member(name, data, 6) for name, data in FILES.items())
    read = members_of(made, "samskapt/")
    assert list(read) == ["a.html", "b\u00e6r.txt", "c.png"]
    assert zip_of(read.values()) == made
    assert members_of(b"", "") == members_of(b"PK", "") == {}


def test_what_has_no_room_is_refused() -> None:
    """No zip is written that would open with parts missing."""
    with pytest.raises(OverflowError, match=r"stor.*4294967296"):
        zip_of([Member("stor", 8, b"", 0, 1 << 32)])
