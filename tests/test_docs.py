"""The docs cannot drift: examples are run, every command and name has its entry, no page fetches anything."""

import doctest
import importlib
import inspect
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from musterbook import examples
from musterbook.cli.app import app, run

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(p for p in DOCS.rglob("*.md") if "_build" not in p.parts)
FREE = [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
ARTICLE = ROOT / "src/musterbook/examples/coalition/article.txt"
FENCE = re.compile(
    r"(?:Save (?:this )?as `(?P<name>[\w./+\-]+)`:?\n\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)
WITH_DOCTESTS = [
    ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "src").rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]
LOOSE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
FETCH = re.compile(
    r"""<(?:script|img|iframe|link(?=[^>]*rel="stylesheet"))[^>]*(?:src|href)="(?:https?:)?//"""
)


def blocks(page: Path) -> Iterator[tuple[str | None, str, str]]:
    """The fenced blocks of a page: the file name they are saved as (or None), their kind, their body."""
    for found in FENCE.finditer(page.read_text("utf-8")):
        yield found["name"], found["kind"], found["body"]


def commands(body: str) -> Iterator[tuple[list[str], str]]:
    """The commands of a console block, each with the output that it promises."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        line, _, promised = part.partition("\n")
        yield shlex.split(line), promised


def check_console(body: str) -> None:
    """Run the commands of a block in the current folder; exit status 2 is due after ``# refused``."""
    for words, promised in commands(body):
        assert words[0] == "musterbook", f"only musterbook's own commands are run: {words}"
        refused = promised.startswith("# refused\n")
        promised = promised.removeprefix("# refused\n")
        with redirect_stdout(StringIO()) as out, redirect_stderr(out):
            status = run(words[1:])
        said = out.getvalue()
        assert status == (2 if refused else 0), (words, said)
        assert agree(promised, said), f"{words} said:\n{said}"


def agree(promised: str, said: str) -> bool:
    """The same JSON value, however it is wrapped (with further keys, where the promise ends in ``, ...}``);
    else the same words, ``...`` standing for any.
    """
    whole = promised.rstrip()
    closed = whole.removesuffix(", ...}")
    body = whole if closed == whole else closed + "}"
    if body.startswith("{") and "..." not in body:
        shown, given = json.loads(body), json.loads(said)
        return bool(shown == given) if closed == whole else tells(given, shown)
    return doctest.OutputChecker().check_output(promised, said, LOOSE)


def tells(given: Any, shown: Any) -> bool:
    """Whether a JSON value is as shown but for further keys of its objects."""
    if isinstance(shown, dict) and isinstance(given, dict):
        return all(key in given and tells(given[key], value) for key, value in shown.items())
    if isinstance(shown, list) and isinstance(given, list):
        return len(shown) == len(given) and all(map(tells, given, shown))
    return bool(shown == given)


@pytest.mark.parametrize(
    ("promised", "said", "expected"),
    [
        ('{"a": 1}\n', '{\n "a": 1\n}', True),
        ('{"a": 1}\n', '{"a": 1, "b": 2}', False),
        ('{"a": 1, ...}\n', '{"a": 1, "b": 2}', True),
        ('{"a": 2, ...}\n', '{"a": 1, "b": 2}', False),
        ('{"c": 1, ...}\n', '{"a": 1, "b": 2}', False),
        ('{"a": [{"b": 1}], ...}\n', '{"a": [{"b": 1, "c": 2}]}', True),
        ('{"a": [{"b": 1}], ...}\n', '{"a": [{"b": 1}, {"b": 1}]}', False),
        ("1. one\n...\n", "1. one\n2. two", True),
        ("1. one\n", "1. one\n2. two", False),
    ],
)
def test_a_promise_is_kept_or_not(promised: str, said: str, expected: bool) -> None:
    assert agree(promised, said) is expected


def check_python(body: str, names: dict[str, Any], page: Path) -> None:
    example = doctest.DocTestParser().get_doctest(body, names, page.name, str(page), 0)
    assert example.examples, f"a python block without >>> in {page}"
    said: list[str] = []
    failed = doctest.DocTestRunner(optionflags=LOOSE).run(example, out=said.append, clear_globs=False).failed
    names.update(example.globs)
    assert failed == 0, "".join(said)


def has_examples(page: Path) -> bool:
    return any(kind in ("console", "python") for _, kind, _ in blocks(page))


def label(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", [page for page in FREE if has_examples(page)], ids=label)
def test_the_examples_of_a_page_hold(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "article.txt").write_bytes(ARTICLE.read_bytes())
    for name in examples.SITUATIONS:
        (tmp_path / f"{name}.json").write_text(json.dumps(examples.situation(name)), "utf-8")
    names: dict[str, Any] = {}
    for file, kind, body in blocks(page):
        if file:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(body, "utf-8")
        elif kind == "console":
            check_console(body)
        elif kind == "python":
            check_python(body, names, page)


@pytest.mark.parametrize("module", WITH_DOCTESTS)
def test_the_examples_of_a_module_hold(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    tried = doctest.testmod(importlib.import_module(module), optionflags=LOOSE)
    assert tried.attempted > 0
    assert tried.failed == 0


@pytest.mark.parametrize("page", FREE, ids=label)
def test_links_lead_somewhere(page: Path) -> None:
    dead = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert dead == []


class TestCommands:
    def commands(self) -> dict[str, Any]:
        from typer.main import get_command

        group: Any = get_command(app)
        return dict(group.commands)

    def test_the_commands_of_the_readme_are_all_there(self) -> None:
        needed = {"brief", "read", "add", "show", "changes", "ask", "evaluate", "codebook"}
        assert needed <= set(self.commands())

    def test_every_command_is_shown_at_work_on_a_page(self) -> None:
        shown = {
            words[1]
            for page in PAGES
            for _, kind, body in blocks(page)
            if kind == "console"
            for words, _ in commands(body)
        }
        assert set(self.commands()) - shown == set()

    def test_every_command_and_option_says_what_it_is_for(self) -> None:
        silent = []
        for name, command in self.commands().items():
            silent += [name] if not command.help else []
            silent += [f"{name} {p.name}" for p in command.params if not getattr(p, "help", None)]
        assert silent == []

    def test_every_option_stands_on_a_page(self) -> None:
        told = "\n".join(page.read_text("utf-8") for page in PAGES)
        options = {tuple(p.opts) for c in self.commands().values() for p in c.params if p.opts[0][0] == "-"}
        assert {names for names in options if not any(name in told for name in names)} == set()


class TestNames:
    def test_every_public_name_says_what_it_is(self) -> None:
        import musterbook

        values = {name: getattr(musterbook, name) for name in musterbook.__all__}
        assert {name for name, value in values.items() if not inspect.getdoc(value)} == set()

    def test_the_glossary_has_the_words_of_the_model(self) -> None:
        entries = set(re.findall(r"^([a-z][^\n]*)\n: ", (DOCS / "glossary.md").read_text("utf-8"), re.M))
        words = {word.strip() for entry in entries for word in entry.split(",")}
        assert len(words) > 50
        values = ("document", "statement", "position", "claim", "situation", "scenario", "requirement")
        assert words >= {*values, "actor", "stance", "condition", "circumstance", "caveat", "measure", "book"}


class TestConvention:
    def test_the_seventeen_rules_stand_in_order(self) -> None:
        page = (DOCS / "convention.md").read_text("utf-8")
        assert [int(n) for n in re.findall(r"^### Rule (\d+)\.", page, re.M)] == list(range(1, 18))
        assert [int(n) for n in re.findall(r"^\(rule-(\d+)\)=$", page, re.M)] == list(range(1, 18))

    def test_every_rule_has_its_tests_or_says_that_it_is_not_built(self) -> None:
        page = (DOCS / "convention.md").read_text("utf-8")
        rules = dict(re.findall(r"^### Rule (\d+)\.(.*?)(?=^\(|^## )", page, re.M | re.S))
        tested = {path.name.split("_")[2] for path in (ROOT / "tests/rules").glob("test_rule_*.py")}
        assert len(rules) == 17
        open_rules = {n for n, text in rules.items() if f"{int(n):02}" not in tested}
        assert {n for n in open_rules if "Not built yet" not in rules[n]} == set()
        assert {n for n in rules if "Not built yet" in rules[n]} == open_rules

    def test_every_cited_rule_exists(self) -> None:
        cited = {
            int(n)
            for path in (ROOT / "src").rglob("*.py")
            for n in re.findall(r"\brules? (\d+)\b", path.read_text("utf-8"))
        }
        assert cited <= set(range(1, 18))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        str(DOCS),
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return folder


class TestBuild:
    def test_no_page_fetches_anything(self, site: Path) -> None:
        pages = {page.relative_to(site): page.read_text("utf-8") for page in site.rglob("*.html")}
        assert len(pages) > len(PAGES)
        assert [str(name) for name, html in pages.items() if FETCH.search(html)] == []

    def test_the_made_pages_have_their_content(self, site: Path) -> None:
        assert "musterbook brief" in (site / "reference/cli.html").read_text("utf-8")
        assert "musterbook.read" in (site / "reference/python.html").read_text("utf-8")
        assert "us_backstop" in (site / "reference/codebook.html").read_text("utf-8")


def test_the_codebook_page_reads_the_columns_that_the_tables_have() -> None:
    sys.path.insert(0, str(DOCS / "_ext"))
    try:
        tables = importlib.import_module("house_pages").TABLES
    finally:
        sys.path.remove(str(DOCS / "_ext"))
    for name, columns in re.findall(
        r"^```\{codebook-table\} (\w+)\n:columns: (.*)$", (DOCS / "reference/codebook.md").read_text(), re.M
    ):
        header = (tables / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
        assert {column.strip() for column in columns.split(",")} <= set(header)
