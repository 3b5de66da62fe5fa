"""What the project imports it asks for by name: what comes along with another package may leave with it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"dhr", "nlp", "tests", "bench", "demo", "scripts"}
# One of the searches whose passages were graded; bench/relevance/variants.py says what it wants installed.
APART = {"sklearn"}


def plain(name: str) -> str:
    """A distribution's name alone, as PyPI compares names."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name).group()).lower()


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return {plain(line) for group in groups for line in group}


def imported(folder: str) -> set[str]:
    """The top-level names that Python files in `folder` import from outside the project."""
    names = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - OURS


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("dhr", ["semantic"]),
        ("nlp", []),
        *((folder, ["semantic", "dev"]) for folder in ("tests", "bench", "demo", "scripts")),
    ],
)
def test_what_is_imported_is_declared(folder, extras):
    sources, known = packages_distributions(), declared(*extras)
    missing = {name for name in imported(folder) - APART if not {plain(each) for each in sources.get(name, [])} & known}
    assert missing == set()


def test_the_tagger_says_all_that_it_needs_where_nothing_else_is_installed():
    (command,) = re.findall(r"`pip install (.+?)`", (ROOT / "nlp" / "README.md").read_text())
    asked = {plain(each) for each in re.findall(r'"(.+?)"', command)}
    sources = packages_distributions()
    assert asked == {plain(each) for name in imported("nlp") for each in sources[name]}
