"""The tagger runs where nothing is installed but spaCy, NumPy and what they need."""

import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import nlp


def needed_by(name, seen):
    """The distributions that an installation of `name` brings along."""
    if name in seen:
        return
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # for another platform
    seen[name] = found
    for line in found.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needed_by(requirement.name.lower().replace("_", "-"), seen)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A folder that holds nlp, spaCy, NumPy and what they need, for a Python without site-packages."""
    folder = tmp_path_factory.mktemp("bare")
    needed = {}
    for name in ("spacy", "numpy"):
        needed_by(name, needed)
    for found in needed.values():
        for top in {file.parts[0] for file in found.files or () if file.parts[0] != ".."}:
            if not (folder / top).exists():
                (folder / top).symlink_to(found.locate_file(top))
    (folder / "nlp").symlink_to(Path(nlp.__file__).parent)
    return folder


def python(bare, *arguments, **options):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "DHR_"))}
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=bare,
        env=environment | {"PYTHONPATH": str(bare)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **options,
    )


def test_there_is_no_django_in_a_bare_environment(bare):
    assert "No module named 'django'" in python(bare, "-c", "import django").stderr


def test_it_tags_in_a_bare_environment(bare):
    done = python(bare, "-m", "nlp", "tag", input=json.dumps({"id": 1, "text": "The case was heard at MARAC."}))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["mentions"][0]["theme"] == "marac"
