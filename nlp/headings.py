"""Sections of papers that hold lists: what stands in them is no passage about a theme."""

import re
import tomllib
from functools import cache
from pathlib import Path

_NUMBER = re.compile(r"^\W*(?:(?:section|appendix|annex)\s+)?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.):\s]\s*")
_OTHER = re.compile(r"[^a-z]+")


def only_lists(heading: str) -> bool:
    """Whether a section of this heading lists agencies, people, papers or short names: "8. Review panel members"."""
    words = _OTHER.sub(" ", _NUMBER.sub("", heading.lower())).split()
    return " ".join(word for word in words if word != "the") in _headings()


@cache
def _headings() -> frozenset[str]:
    file = Path(__file__).parent / "patterns" / "listing_headings.toml"
    return frozenset(tomllib.loads(file.read_text())["headings"])
