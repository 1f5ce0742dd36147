"""The addresses that have been given out: ``addresses.lock``, kept for ever, and what each leads to now.

Each line is an address from the site's root, for stories and collections with the number of the short address
``/f/<number>/``, which is given once. ``samskapt build`` writes new lines; no line may go. A line with a part after
``#`` is a place within every story that links from elsewhere point to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samskapt.diagnostic import Diagnostic, Finding, Level, Span, fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FILE = "addresses.lock"
SHORT = "f/"
STORIES = "fortellinger/"
COLLECTIONS = "samlinger/"
_NUMBERED = re.compile(rf"(?:{STORIES}|{COLLECTIONS})[a-z0-9-]+/")
"""What has a short address. A preview has stories under names that no story can keep: they get none."""
_TRANSLATION = re.compile(rf"({STORIES}[^/]+/)[a-z]{{2}}/")
_PART = f"{STORIES}*/#"
_LINE = re.compile(r"/(\S+)(?: ([1-9][0-9]{0,5}))?")
_HEAD = """\
# Every address that has been given out, with the number of its short address /f/<number>/. «samskapt build» writes new
# lines; commit them together with the stories. No line may go: links, courses and printed sheets lead here.
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What has been given out: addresses with their numbers (0 for none), and parts of stories.

    ``lines`` says where in the file each address stands.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """Return the text of the file."""
        addresses = [
            f"/{address}{f' {number}' if number else ''}\n" for address, number in sorted(self.numbers.items())
        ]
        return _HEAD + "".join([*addresses, *(f"/{_PART}{part}\n" for part in sorted(self.parts))])


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to lead to: addresses that readers can open, stories not to be read, and where others have moved.

    ``redirects`` has names as people write them: that of a story, or an address without its last slash.
    """

    addresses: frozenset[str]
    drafts: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict)

    def leads_to(self, address: str) -> str | None:
        """Return the address that one leads to now: itself, or where it has moved; None for a broken promise.

        A translation that is gone leads to its original.
        """
        if address in self.addresses:
            return address
        moved = {address_of(old): address_of(new) for old, new in self.redirects.items()}
        if (there := moved.get(address)) is not None:
            return there if there in self.addresses else None
        original = _TRANSLATION.fullmatch(address)
        return self.leads_to(original[1]) if original else None


def address_of(name: str) -> str:
    """Return the address that a line of ``redirects.yml`` means."""
    return f"{name}/" if "/" in name else f"{STORIES}{name}/"


def name_of(address: str) -> str:
    """Return what an address is called in ``redirects.yml``."""
    return address.rstrip("/").removeprefix(STORIES)


def read_ledger(root: Path) -> tuple[Ledger, tuple[Finding, ...]]:
    """Return what has been given out, and what is wrong with the file; nothing where it is not there."""
    path = root / FILE
    return parse_ledger(path.read_text(encoding="utf-8")) if path.is_file() else (Ledger(), ())


def parse_ledger(text: str) -> tuple[Ledger, tuple[Finding, ...]]:
    """Return what the text of the file says, and what is wrong with it."""
    numbers: dict[str, int] = {}
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        short = int(match[2] or 0) if match else 0
        if match is None:
            findings.append(fault("address-line", _at(number, line), "form"))
        elif match[1] in numbers:
            findings.append(fault("address-line", _at(number, line), "twice", address=line.split()[0]))
        elif short and short in numbers.values():
            findings.append(fault("address-line", _at(number, line), "number", number=short))
        else:
            numbers[match[1]], lines[match[1]] = short, number
    parts = tuple(address.removeprefix(_PART) for address in numbers if address.startswith(_PART))
    addresses = {address: short for address, short in numbers.items() if not address.startswith(_PART)}
    return Ledger(addresses, parts, lines), tuple(findings)


def renewed(ledger: Ledger, standing: Standing) -> Ledger:
    """Return what has been given out once what stands now is: new addresses get the next numbers, in their order."""
    numbers = dict(ledger.numbers)
    numbered = {standing.leads_to(address) for address, number in numbers.items() if number}
    following = max(numbers.values(), default=0) + 1
    for address in sorted(standing.addresses):
        needs = bool(_NUMBERED.fullmatch(address)) and address not in numbered
        if needs and not numbers.get(address):
            numbers[address] = following
            following += 1
        numbers.setdefault(address, 0)
    for old in standing.redirects:
        numbers.setdefault(address_of(old), 0)
    return Ledger(numbers, tuple(sorted({*ledger.parts, *standing.parts})), ledger.lines)


def give_out(root: Path, lock: str) -> bool:
    """Write the addresses that have been given out, and say whether any are new."""
    path = root / FILE
    if path.is_file() and path.read_text(encoding="utf-8") == lock:
        return False
    path.write_text(lock, encoding="utf-8")
    return True


def short_numbers(ledger: Ledger, standing: Standing) -> dict[str, int]:
    """Return the number of each address that has one; what has moved brings its own, and the least holds."""
    found: dict[str, int] = {}
    for address, number in ledger.numbers.items():
        there = standing.leads_to(address)
        if number and there:
            found[there] = min(number, found.get(there, number))
    return found


def moved(ledger: Ledger, standing: Standing) -> dict[str, str]:
    """Return where each address without a page of its own leads, straight, short addresses among them."""
    ways = {address: standing.leads_to(address) for address in ledger.numbers}
    away = {address: there for address, there in ways.items() if there and there != address}
    short = {
        f"{SHORT}{number}/": there for address, there in ways.items() if there and (number := ledger.numbers[address])
    }
    return {**away, **short}


def broken_promises(ledger: Ledger, standing: Standing) -> tuple[Diagnostic, ...]:
    """Return the addresses that lead nowhere, with what to do to keep them."""
    return tuple(_diagnostic(one) for one in _broken(ledger, standing))


def faulty_lines(findings: Iterable[Finding]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the file itself."""
    return tuple(_diagnostic(one) for one in findings)


def _broken(ledger: Ledger, standing: Standing) -> Iterator[Finding]:
    for address in ledger.numbers:
        if standing.leads_to(address) is None and not _TRANSLATION.fullmatch(address):
            name = name_of(address)
            case = _case(address, name, standing)
            yield fault(
                "address-lost",
                _line(ledger, address),
                case,
                address=f"/{address}",
                name=name,
                new=_new(address, ledger, standing),
            )
    for part in ledger.parts:
        if part not in standing.parts:
            yield fault("address-lost", _line(ledger, f"{_PART}{part}"), "part", part=part)


def _case(address: str, name: str, standing: Standing) -> str:
    if name in standing.drafts:
        return "draft"
    return "story" if address.startswith(STORIES) else "other"


def _new(address: str, ledger: Ledger, standing: Standing) -> str:
    """Return the name that something lost may have got: of its one new neighbour, else an ellipsis."""
    folder = address.rstrip("/").rpartition("/")[0]
    new = [one for one in standing.addresses - ledger.numbers.keys() if one.rstrip("/").rpartition("/")[0] == folder]
    return name_of(new[0]) if len(new) == 1 else "…"


def _line(ledger: Ledger, address: str) -> Span:
    number = ledger.lines.get(address, 1)
    return Span(number, 1, number, len(address) + 2)


def _at(number: int, line: str) -> Span:
    return Span(number, 1, number, len(line) + 1)


def _diagnostic(finding: Finding) -> Diagnostic:
    return Diagnostic(FILE, finding.span, finding.rule, Level.ERROR, finding.case, finding.values)
