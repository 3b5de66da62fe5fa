"""Whom a recommendation asks, and how far it reaches."""

import re
import tomllib
from functools import cache
from pathlib import Path

PATTERNS = Path(__file__).parent.parent / "patterns" / "advice"


def load(name: str) -> dict:
    """The words of `nlp/patterns/advice/<name>.toml`."""
    return tomllib.loads((PATTERNS / f"{name}.toml").read_text(encoding="utf-8"))


def compiled(alternatives: str) -> re.Pattern:
    """Alternatives that a file breaks over lines, as whole words in any case."""
    return re.compile(rf"\b(?:{alternatives.replace(chr(10), '')})(?!\w)", re.IGNORECASE)


@cache
def _kinds() -> dict[str, re.Pattern]:
    return {kind: compiled(words) for kind, words in load("recipients").items() if kind != "council"}


@cache
def _scopes() -> dict[str, re.Pattern]:
    return {scope: compiled(words) for scope, words in load("scope").items()}


def recipients_in(phrase: str, about: str = "") -> tuple[str, ...]:
    """The kinds of agency that `phrase` names, in its order; `about` is read where it names but a council."""
    council = _council()
    found: dict[str, int] = {}
    rest = phrase
    for kind, pattern in _kinds().items():
        for match in pattern.finditer(rest):
            found.setdefault(kind, match.start())
            found[kind] = min(found[kind], match.start())
            if kind == "government" and "defence" in match[0].lower():
                found.setdefault("military", match.start())
        rest = pattern.sub(lambda match: "·" * len(match[0]), rest)
    if not found and council["pattern"].search(rest):
        read = [kind for kind in council["reads_as"] if _kinds()[kind].search(about)]
        return (read[0] if read else council["otherwise"],)
    return tuple(sorted(found, key=found.get))


@cache
def _council() -> dict:
    council = load("recipients")["council"]
    return council | {"pattern": compiled(council["words"])}


def scope_of(text: str, heading: str, recipients: tuple[str, ...]) -> str:
    """ "national", "regional" or "local": as the heading or column says, else by whom is asked and where."""
    for scope in ("national", "regional", "local"):
        if re.search(rf"^\W*{scope}\b", heading, re.IGNORECASE) or (heading and _scopes()[scope].search(heading)):
            return scope
    if "government" in recipients or _scopes()["national"].search(text):
        return "national"
    return "regional" if _scopes()["regional"].search(text) else "local"
