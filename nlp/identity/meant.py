"""What a text was meant to say, letter for letter in the same place: figures that a scan took for letters, logs that
somebody typed in capitals."""

import re
from collections.abc import Callable, Sequence

from nlp.identity.spans import vocabulary

_FIGURES = str.maketrans("OoIl|", "00111")
# "ll/O9/2015", "O7700", "2/l2": nothing but figures and what a scan takes for one, with one true figure among them
_NUMBER = re.compile(
    r"(?<!\S)[(\[]?(?=\S*\d)(?=\S*[OoIl|])[\dOoIl|]+(?:[./,:–-][\dOoIl|]+)*(?:st|nd|rd|th)?[)\].,;:]*(?!\S)"
)
# "Abercr0mbie", "fo11ow", "Pate1", "GOODCH1LD"
_LOWER = re.compile(r"(?<=[a-z]{2})(?:0|1{1,2})(?=[a-z]{2})|(?<=[a-z]{3})(?:0|1{1,2})(?=[a-z])")
_LAST = re.compile(
    r"\b(?!(?:Adult|Child|Person|Sibling|Friend|Witness|Officer|Victim|Agency|Flat|Block|Unit|Room|Ward|Page|Table|Phase|"
    r"Stage|Level|Step|Action|Version|Form|Group|Week|Year|Baby|Male|Female)1)[A-Z][a-z]{3,}(?:1{1,2}|0)(?=[\s.,;:)]|$)"
)
_UPPER = re.compile(r"(?<=[A-Z]{3})[015](?=[A-Z])")
_LETTERS = str.maketrans("01", "ol")
_CAPITALS = str.maketrans("015", "OIS")

_LINE = re.compile(r"[^\n|]+")
_SHOUTED = re.compile(r"[A-Z]{2,}")
_FEWEST_LETTERS = 12
_MOSTLY = 0.85
_WORDS = vocabulary("addresses")
_OF_ADDRESSES = re.compile(
    rf"(?:{'|'.join(_WORDS[name] for name in ('streets', 'ways', 'houses', 'units'))})".replace("\n", "")
)
# "14 LARKFIELD CLOSE" in a line of small letters
_HOUSE = re.compile(r"\b\d{1,4}[A-Z]? (?:[A-Z]{2,} ){1,3}?([A-Z]{2,})\b(?! [A-Z]{2,}\b)")
_DOUBLE, _GAP = re.compile(r"(?<=\S) {2}(?=\S)"), re.compile(r"(?<=\S) +(?=\S)")


def as_meant(text: str) -> str:
    """`text` with figures and letters that a scan took for each other put right; as long as `text`."""
    read = _NUMBER.sub(lambda match: match[0].translate(_FIGURES), text)
    read = _LOWER.sub(lambda match: match[0].translate(_LETTERS), read)
    read = _UPPER.sub(lambda match: match[0].translate(_CAPITALS), read)
    # a figure behind a name is a footnote's, unless the text was scanned
    return _LAST.sub(lambda match: match[0].translate(_LETTERS), read) if read != text else text


def single_spaced(text: str) -> tuple[str, Sequence[int]]:
    """`text` with one space between words where most have several, and where each of its letters stood."""
    if 2 * len(_DOUBLE.findall(text)) < len(_GAP.findall(text)) or not _DOUBLE.search(text):
        return text, range(len(text))
    places = [at for at, letter in enumerate(text) if letter != " " or text[at - 1 : at] != " "]
    return "".join(text[at] for at in places), places


def calm(text: str, is_word: Callable[[str], bool]) -> str:
    """`text` where lines and cells in capitals throughout are written as others are; as long as `text`.

    A capital is left to what is no ordinary word, to the words of addresses, and to what stands before one of these.
    """
    text = _LINE.sub(lambda match: _calmed(match[0], is_word), text)
    return _HOUSE.sub(
        lambda match: match[0].title() if _OF_ADDRESSES.fullmatch(match[1].capitalize()) else match[0], text
    )


def _calmed(line: str, is_word: Callable[[str], bool]) -> str:
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS or sum(letter.isupper() for letter in letters) < _MOSTLY * len(letters):
        return line
    pieces, last = [], 0
    found = list(_SHOUTED.finditer(line))
    titled = [match[0].capitalize() for match in found] + [""]
    for i, match in enumerate(found):
        proper = not is_word(match[0]) or any(_OF_ADDRESSES.fullmatch(each) for each in titled[i : i + 2])
        pieces += (line[last : match.start()], titled[i] if proper else match[0].lower())
        last = match.end()
    return "".join(pieces) + line[last:]
