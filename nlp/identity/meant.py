"""What a text was meant to say, letter for letter in the same place: figures that a scan took for letters, logs that
somebody typed in capitals."""

import re

_FIGURES = str.maketrans("OoIl|", "00111")
# "ll/O9/2015", "O7700", "2/l2": nothing but figures and what a scan takes for one, with one true figure among them
_NUMBER = re.compile(r"(?<!\S)[(\[]?(?=\S*\d)(?=\S*[OoIl|])[\dOoIl|]+(?:[./,:–-][\dOoIl|]+)*[)\].,;:]*(?!\S)")
# "Abercr0mbie", "fo11ow", "GOODCH1LD"
_LOWER = re.compile(r"(?<=[a-z])(?:0|1{1,2})(?=[a-z])|(?<=[a-z]{3})11(?![\w@])|(?<=[a-z]{4})0(?![\w@])")
_UPPER = re.compile(r"(?<=[A-Z]{3})[015](?=[A-Z])")
_AS_LETTERS = {"0": "o", "1": "l"}
_AS_CAPITALS = {"0": "O", "1": "I", "5": "S"}

_LINE = re.compile(r"[^\n|]+")
_SHOUTED = re.compile(r"\b[A-Z]{2,}\b")
_FEWEST_LETTERS = 12
_MOSTLY = 0.85
_SMALL = frozenset("A AN AND AT BY FOR FROM IN INTO IS NEAR NO OF ON OR OUTSIDE OVER SHE HE THE THEY TO WAS WHO WITH".split())


def as_meant(text: str) -> str:
    """`text` with figures and letters that a scan took for each other put right; as long as `text`."""
    if not _NUMBER.search(text) and not _LOWER.search(text) and not _UPPER.search(text):
        return text
    text = _NUMBER.sub(lambda match: match[0].translate(_FIGURES), text)
    text = _LOWER.sub(lambda match: "".join(_AS_LETTERS[each] for each in match[0]), text)
    return _UPPER.sub(lambda match: _AS_CAPITALS[match[0]], text)


def calm(text: str) -> str:
    """`text` where lines and cells in capitals throughout are written as names and titles are; as long as `text`."""
    return _LINE.sub(lambda match: _calmed(match[0]), text)


def _calmed(line: str) -> str:
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS or sum(letter.isupper() for letter in letters) < _MOSTLY * len(letters):
        return line
    return _SHOUTED.sub(lambda match: match[0].lower() if match[0] in _SMALL else match[0].capitalize(), line)
