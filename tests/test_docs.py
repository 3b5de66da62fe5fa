"""The documents: their links lead somewhere, and the guides' pictures are there, used, described and small."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide"
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
WEB = ("http://", "https://", "mailto:")


def anchors(document):
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document):
    for link in LINK.findall(document.read_text()):
        if link.startswith(WEB):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_guide_is_in_the_index():
    index = set(LINK.findall((GUIDE / "README.md").read_text()))
    assert {path.name for path in GUIDE.glob("*.md")} - {"README.md"} <= index


def test_the_pictures_listed_taken_and_shown_are_the_same():
    listed = {entry["name"] for entry in tomllib.loads((GUIDE / "pictures.toml").read_text())["picture"]}
    taken = {path.stem for path in (GUIDE / "pictures").iterdir()}
    shown = {Path(link).stem for guide in GUIDE.glob("*.md") for _, link in PICTURE.findall(guide.read_text())}
    assert listed == taken == shown


def test_every_picture_is_described():
    for guide in GUIDE.glob("*.md"):
        for description, link in PICTURE.findall(guide.read_text()):
            assert len(description) > 40, link


def test_pictures_stay_small():
    sizes = {path.name: path.stat().st_size for path in (GUIDE / "pictures").iterdir()}
    assert max(sizes.values()) < 150_000
    assert sum(sizes.values()) < 3_000_000
