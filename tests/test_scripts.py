"""The scripts as they are shipped: shorter, in one file where need be, and doing the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import REPOSITORY
from samskapt.scripts import in_one, without_notes

if TYPE_CHECKING:
    from pathlib import Path


def test_notes_are_left_out() -> None:
    """Comments on lines of their own and indentation go; all else stays as it is."""
    script = '// A\n/** B\n * c */\n\nfunction f() {\n  // d\n  /** @type {x} */\n  const a = "//"; // e\n}\n'
    assert without_notes(script) == 'function f() {\nconst a = "//"; // e\n}\n'


def test_texts_over_several_lines_are_left_alone() -> None:
    """A script that has one all the same is shipped as it is."""
    script = "// A\nconst a = `\n  // b\n`;\n"
    assert without_notes(script) == script
    assert without_notes("// A\nconst a = `b`;\n") == "const a = `b`;\n"


def test_modules_are_put_in_one() -> None:
    """Each part has a scope of its own, and stands before those that need it, once."""
    files = {
        "js/a.js": 'import { b } from "./lib/b.js";\nimport { d } from "./lib/c.js";\nb(import.meta.url);\n',
        "js/lib/b.js": 'import { c } from "./c.js";\nexport const b = c;\nconst hidden = 1;\n',
        "js/lib/c.js": "export function c() {}\nexport async function d() {}\nexport class E {}\n",
    }
    script = in_one(files, "js/a.js")
    assert script.count("function c()") == 1
    assert script.index("function c()") < script.index("const b = c") < script.index("b(script.src)")
    assert "return { c, d, E };" in script
    assert "return { b };" in script
    assert "export" not in script
    assert "import" not in script


def test_what_others_made_is_shipped_whole(site: Path) -> None:
    """A library keeps its notes, its licence among them."""
    folder = REPOSITORY / "theme" / "js" / "vendor"
    for path in folder.iterdir():
        assert (site / "js" / "vendor" / path.name).read_bytes() == path.read_bytes(), path.name
