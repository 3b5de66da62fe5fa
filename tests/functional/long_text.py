"""Pieces of a long report as they lie on the clipboard when they come from a word processor: always the same words."""

import random

TEXT = (
    "the agency of health and housing had contact with her in that year when police records show that support was "
    "offered by a worker who knew about the risk but did not share it because no meeting was held until spring"
)


def piece(number: int, *, words: int) -> str:
    """Section `number` in about `words` words: headings, paragraphs, both kinds of list, a table and a footnote.

    Each block begins with a word of its own (`s4b2` is the second of section 4), so that one which is lost is missed.
    """
    drawn, known, each = random.Random(number), TEXT.split(), words // 10

    def text(block: int, count: int = each) -> str:
        return " ".join([f"s{number}b{block}", *drawn.choices(known, k=count - 1)])

    cells = "".join(f"<td><p class=MsoNormal>{text(block, each // 2)}</p></td>" for block in (8, 9))
    return (
        "<html><body><!--StartFragment-->"
        f"<h2>{text(1, 5)}</h2>"
        f'<p class=MsoNormal style="margin-left:1cm"><b>{text(2)}</b> <span style="color:red">{text(3)}</span>'
        f'<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a></p>'
        f"<h3>{text(4, 5)}</h3><p class=MsoNormal>{text(5, 3 * each)}</p>"
        f"<ul><li>{text(6)}</li></ul><ol><li>{text(7)}</li></ol>"
        f"<table border=1><tr>{cells}</tr></table>"
        f"<p class=MsoNormal>{text(10, 2 * each)}</p>"
        f'<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> {text(11, each)}</p></div>'
        "<!--EndFragment--></body></html>"
    )


def blocks(number: int) -> list[str]:
    """The words with which the blocks of section `number` begin, in order."""
    return [f"s{number}b{block}" for block in range(1, 12)]
