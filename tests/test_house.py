"""The house rules that a program can check: sizes, layers, locks, a cheap import, nothing private."""

import ast
import gzip
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "debian" + ".org/debian",
    "npm" + "js.org",
    "npm" + "js.com",
)
PRIVATE_PATH = re.compile(r"(?<![\w.\-/])/(?:work|root|tmp|home|opt)/")
LOCKS = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
HEAVY = (
    "numpy",
    "scipy",
    "clingo",
    "numba",
    "onnxruntime",
    "tokenizers",
    "sqlalchemy",
    "babel",
    "jinja2",
    "pandas",
    "polars",
    "ftfy",
)
SHINGLE = 10


def tracked() -> list[Path]:
    """The files of the checkout: tracked ones, and new ones that git does not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("missing: git, or this is no git checkout")
    return [ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" not in raw[:4096]:
            yield path.relative_to(ROOT), raw.decode("utf-8", "replace")


def modules(*folders: str) -> dict[Path, str]:
    found = {path: text for path, text in texts() if path.suffix == ".py"}
    return {path: text for path, text in found.items() if not folders or path.parts[0] in folders}


def functions(*folders: str) -> dict[str, int]:
    """The length in lines of every function, by file and name."""
    lengths = {}
    for path, text in modules(*folders).items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{path}:{node.name}:{node.lineno}"] = (
                    (node.end_lineno or node.lineno) - node.lineno + 1
                )
    return lengths


def pins(name: str) -> dict[str, set[str]]:
    """The pinned versions of a lock, by package (several where they differ by Python)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.\-]+)==([^\s;\\]+)", (ROOT / name).read_text(), re.M):
        found.setdefault(package, set()).add(version)
    return found


class TestPrivacy:
    def test_no_registry_host_is_named(self) -> None:
        named = [(str(path), host) for path, text in texts() for host in HOSTS if host in text]
        assert named == []

    def test_no_path_of_a_developers_machine_is_named(self) -> None:
        named = [(str(path), hit[0]) for path, text in texts() if (hit := PRIVATE_PATH.search(text))]
        assert [name for name in named if name[0] != "tests/test_house.py"] == []

    def test_no_text_of_the_read_only_material_is_in_the_tree(self, shared: Path) -> None:
        """No ten words in a row that stand in an article, a gold text or a corpus stand in the project."""
        theirs = frozenset(run for text in read_only_texts(shared) for run in shingles(text))
        assert len(theirs) > 100_000
        copied = [(str(path), run) for path, text in texts() for run in shingles(text) if run in theirs]
        assert copied == []


def read_only_texts(shared: Path) -> Iterator[str]:
    for path in [*shared.glob("articles/*.txt"), *shared.glob("gold/*.txt")]:
        yield path.read_text("utf-8")
    for path in shared.glob("corpora/polnear*.gz"):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            yield json.loads(line)["text"]
    for path in shared.glob("corpora/ewt*.gz"):
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        yield " ".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))


def shingles(text: str) -> Iterator[str]:
    words = re.findall(r"[^\W\d_]{2,}", text.casefold())
    return (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


class TestSizes:
    def test_no_file_is_longer_than_400_lines(self) -> None:
        assert {str(p): n for p, t in modules().items() if (n := len(t.splitlines())) > 400} == {}

    def test_no_function_is_longer_than_60_lines(self) -> None:
        assert {name: length for name, length in functions().items() if length > 60} == {}

    def test_functions_are_small(self) -> None:
        lengths = sorted(functions("src").values())
        assert statistics.median(lengths) <= 8
        assert lengths[int(len(lengths) * 0.9)] <= 30

    def test_every_module_says_what_room_it_is(self) -> None:
        silent = [
            str(path) for path, text in modules("src").items() if not ast.get_docstring(ast.parse(text))
        ]
        assert silent == []


class TestLayers:
    def test_imports_keep_the_contracts(self) -> None:
        assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


class TestLocks:
    @pytest.mark.parametrize("name", LOCKS)
    def test_every_package_is_pinned_and_hashed(self, name: str) -> None:
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
        packages = [entry for entry in entries if not entry.startswith("#")]
        loose = [
            e.splitlines()[0] for e in packages if "==" not in e.splitlines()[0] or "--hash=sha256:" not in e
        ]
        assert len(packages) == sum(map(len, pins(name).values())) > 5
        assert loose == []

    @pytest.mark.parametrize("name", LOCKS)
    def test_no_lock_names_an_index(self, name: str) -> None:
        text = (ROOT / name).read_text()
        assert not re.search(r"https?:|--(extra-)?index-url|--find-links|@ file:", text)

    @pytest.mark.parametrize("name", LOCKS[:2])
    def test_users_and_developers_run_the_same_versions(self, name: str) -> None:
        developers = pins("requirements-dev.txt")
        assert {p: v for p, v in pins(name).items() if developers.get(p) != v} == {}

    def test_every_declared_dependency_is_locked(self) -> None:
        declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
        names = {re.split(r"[^\w.\-]", d)[0].lower() for d in declared}
        assert names <= set(pins("requirements.txt"))


class TestSetUp:
    @pytest.mark.parametrize("script", ["tools/setup.sh", "tools/browser.sh", "tools/lock.sh", ".ci/run"])
    def test_the_scripts_are_well_formed(self, script: str) -> None:
        shell = "bash" if script == ".ci/run" else "sh"
        done = subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")

    def test_the_commands_of_the_readme_are_targets(self) -> None:
        told = re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M)
        assert told == ["demo", "test"]
        for target in told:
            done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr

    def test_the_demo_reads_an_article_that_is_there(self) -> None:
        named = re.search(r"^EXAMPLE = (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
        assert named
        assert (ROOT / named[1]).read_text("utf-8").strip()

    def test_set_up_refuses_a_python_that_is_not_there(self, tmp_path: Path) -> None:
        copy = tmp_path / "tools" / "setup.sh"
        copy.parent.mkdir()
        copy.write_bytes((ROOT / "tools/setup.sh").read_bytes())
        environment = os.environ | {"PYTHON": "python9"}
        done = subprocess.run(["sh", str(copy), "users"], env=environment, capture_output=True, text=True)
        assert done.returncode == 2
        assert "no python9 here" in done.stderr
        assert not (tmp_path / ".venv").exists()


class TestCheapImport:
    def loaded_by(self, code: str) -> set[str]:
        script = f"{code}\nimport sys; print(' '.join(sys.modules))"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        return set(done.stdout.splitlines()[-1].split())

    def test_importing_the_package_loads_nothing_of_it(self) -> None:
        loaded = self.loaded_by("import musterbook")
        assert {name for name in loaded if name.startswith("musterbook.")} == set()
        assert loaded.isdisjoint(HEAVY)

    def test_help_pays_for_no_heavy_import(self) -> None:
        code = "from musterbook.cli.app import run\nassert run(['--help']) == 0"
        assert self.loaded_by(code).isdisjoint(HEAVY)

    def test_an_unknown_name_is_refused_in_one_line(self) -> None:
        import musterbook

        with pytest.raises(AttributeError, match="no attribute 'coalition'"):
            getattr(musterbook, "coalition")  # noqa: B009

    def test_the_types_name_what_the_package_gives(self) -> None:
        import musterbook

        stub = (ROOT / "src/musterbook/__init__.pyi").read_text("utf-8")
        assert set(re.findall(r" as (\w+)$", stub, re.M)) == set(musterbook.__all__)

    def test_every_public_name_is_there(self) -> None:
        import musterbook

        assert {name for name in musterbook.__all__ if getattr(musterbook, name) is None} == set()
        assert set(musterbook.__all__) <= set(dir(musterbook))


class TestGuard:
    def test_a_test_cannot_reach_the_network(self) -> None:
        with pytest.raises(pytest.fail.Exception, match="reached for the network"):
            socket.create_connection(("192.0.2.1", 80), timeout=0.1)
        with pytest.raises(pytest.fail.Exception, match="reached for the network"):
            socket.getaddrinfo("example.org", 80)

    def test_the_own_machine_is_open(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()
