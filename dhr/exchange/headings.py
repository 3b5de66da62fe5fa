"""How other people's headings of a spreadsheet are told to be columns of ours."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from dhr.formats import GROUP

# Words in a heading that don't tell it from others.
_EMPTY_WORDS = frozenset({"date", "dates", "of", "the", "a", "an", "dd", "mm", "yy", "yyyy"})
_CLOSE = 0.87  # of 1, how alike two headings are that are taken for the same


def guess(headings: Sequence[str], names: Mapping[str, Sequence[str]], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which of `headings` stands for which of our columns: key -> heading, each heading once at most.

    `names` are our columns' keys, each with what it may be called. First as `remembered` from the area's last file,
    then by names that are the same, then by those that are the same but for empty words, then by those that are close.
    """
    found: dict[str, str] = {}

    def take(key: str, heading: str | None) -> None:
        if heading and key not in found and heading not in found.values():
            found[key] = heading

    known = {plain(heading): heading for heading in reversed(headings)}
    own = {plain(heading.rpartition(GROUP)[2]): heading for heading in reversed(headings)} | known
    for key in names:
        take(key, known.get(plain(remembered.get(key, ""))))
    for key, called in names.items():
        take(key, next((own[plain(name)] for name in called if plain(name) in own), None))
    bare = {_bare(heading): heading for heading in reversed(headings)}
    for key, called in names.items():
        take(key, next((bare[_bare(name)] for name in called if _bare(name) in bare), None))
    for key, called in names.items():
        free = [name for name, heading in bare.items() if heading not in found.values()]
        close = (get_close_matches(_bare(name), free, n=1, cutoff=_CLOSE) for name in called)
        take(key, next((bare[match[0]] for match in close if match), None))
    return found


def plain(text: str) -> str:
    """`text` by its words alone; "#" and its like, which have none, as they stand."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("’", "").replace("'", ""))) or text.strip()


def _bare(heading: str) -> str:
    whole = plain(heading)
    return " ".join(word for word in whole.split() if word not in _EMPTY_WORDS) or whole
