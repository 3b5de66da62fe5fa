"""Printed numbers, letters and bullets at the start of a line."""

import re

BULLET = re.compile(r"^(?:[•·●○◦▪▫■□‣⁃∙❖➢➤►▶✓✔§Ø\uf0a7\uf0b7\uf0d8\uf076\uf0fc*–—-]|o(?=\s+\S))(?:\s+|$)")
LONE_BULLET = re.compile(r"^\s*[•·●○◦▪▫■□‣⁃∙❖➢➤►▶\uf0a7\uf0b7\uf0d8\uf076\uf0fc]\s*$")

_ROMAN = r"(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})"
_LABEL = re.compile(
    rf"""^(?P<label>
        \((?:\d{{1,3}}|[a-zA-Z]|{_ROMAN})\)            # (3)  (a)  (iv)
      | (?:\d{{1,3}}|[a-z]|{_ROMAN})\)                 # 3)   a)   iv)
      | \d{{1,3}}(?:\.\d{{1,3}}){{1,4}}\.?(?=\s)            # 4.12  4.12.1.
      | \d{{1,3}}\.(?=\s)                               # 3.
      | (?:[a-z]|{_ROMAN})\.(?=\s)                   # a.   iv.
      | R(?:ec)?\.?\s?\d{{1,3}}(?:\.\d{{1,2}})?[.:)]?(?=\s)   # R3.  Rec 4:
    )\s*(?P<rest>\S.*)?$""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,3}){0,4}|[A-Z](?:\.\d{1,2})*(?=\.)|[IVX]{1,5}(?=\.))(?P<stop>[.:)]?)\s+(?P<rest>\S.*)$",
    re.DOTALL,
)


def split_bullet(text: str) -> str | None:
    """The text after a leading bullet; None where there is no bullet."""
    found = BULLET.match(text)
    return text[found.end() :] if found else None


def split_label(text: str) -> tuple[str, str]:
    """("4.12", "She told her GP...") of a labelled paragraph; ("", text) where no label leads."""
    found = _LABEL.match(text)
    if not found or not found["rest"]:
        return "", text
    label = found["label"]
    if label[:1].isdigit() and re.match(r"(?:%|per\s?cent\b|million\b|[ap]\.?m\b)", found["rest"]):
        return "", text
    return label.rstrip(".") if label[0] not in "Rabcdefghijklmnopqrstuvwxyz" else label, found["rest"]


def comes_next(label: str, other: str) -> bool:
    """Whether ``other`` is counted right after ``label``: 4.12 and 4.13, (b) and (c)."""
    last, own = (re.findall(r"\d+|[a-zA-Z]+", one) for one in (label, other))
    if not last or len(last) != len(own) or last[:-1] != own[:-1]:
        return False
    before, after = last[-1], own[-1]
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def split_number(heading: str) -> tuple[str, str]:
    """("7.1", "Core services") of a numbered heading; ("", heading) of any other."""
    found = _NUMBER.match(heading)
    if not found:
        return "", heading
    rest = found["rest"]
    plain = found["number"].isdigit() and not found["stop"]
    if plain and (rest[:1].islower() or re.match(rf"(?:%|[-–—]|(?:{_MONTHS})\b)", rest)):
        return "", heading
    return found["number"], rest


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def depth(number: str) -> int:
    """How deep a printed number stands: "7" is 1, "7.1.2" is 3."""
    return number.count(".") + 1


def heading_text(number: str, heading: str) -> str:
    """ "7. Findings", "7.1 Core services", "Foreword"."""
    if not number:
        return heading
    stop = "" if "." in number else "."
    return f"{number}{stop} {heading}".strip()
