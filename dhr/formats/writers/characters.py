"""Characters that the fonts of our PDFs lack, and what is printed in their place: PDF/UA allows no empty boxes."""

import re
import unicodedata
from functools import cache

import typst

_ALWAYS = re.compile(r"[\x20-\u017f\u2010-\u2027\u20ac]*")  # Latin with Welsh, quotes and dashes: looked up once, here
_PROBE = b'#set document(title: "Probe")\n#sys.inputs.character'
_NAMES = {"CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def displayed(text: str) -> str:
    """``text`` with each character that can't be set named in square brackets: "[grinning face]".

    Writing in a script that the fonts lack is named as a whole: "[text in Bengali script]".
    """
    if _ALWAYS.fullmatch(text):
        return text
    shown: list[str] = []
    for letter in text:
        name = "" if _ALWAYS.fullmatch(letter) or _is_set(letter) else _named(letter)
        if name and shown and shown[-1].strip() == "" and len(shown) > 1 and shown[-2] == name:
            shown.pop()  # the space between two words of one script
        if not (name and shown and shown[-1] == name and name.startswith("[text in")):
            shown.append(name or letter)
    return "".join(shown)


@cache
def _is_set(letter: str) -> bool:
    """Whether Typst can set the character: asked of Typst itself, whose fonts are inside it (6 ms)."""
    try:
        typst.compile(_PROBE, ignore_system_fonts=True, pdf_standards="ua-1", sys_inputs={"character": f"a{letter}"})
    except typst.TypstError:
        return False
    return True


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if unicodedata.category(letter) == "Sk":  # the colour of the emoji before it
        return "\u200b"
    if unicodedata.category(letter)[0] in "LMN" and name:
        script = name.split()[0].split("-")[0]
        return f"[text in {_NAMES.get(script, script.capitalize())} script]"
    return f"[{name.lower() or 'symbol'}]"
