"""Passages like those of the demo, as many as anybody wants: index documents from a seed, without a database.

Words follow each other as in the demo's papers (a bigram model), so that they are as unevenly frequent and stand in
phrases; one in `NAME_EVERY` is an invented name, since a larger collection has words that a small one doesn't. Each
review is modelled on one of the demo's: what a passage is about, its section and its length are those of some paragraph
there, as the tagger reads it.
"""

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dhr.areas import audiences
from dhr.formats import BlockKind, parse_markup
from dhr.search.documents import COMBINED_NEEDS, IndexDocument, Need, Sort, Source, ThemeTag
from nlp import analyse

RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)
DEMO = Path(__file__).parents[1] / "demo" / "reviews"
SMALLEST, LARGEST = 100, 250
"""Passages of one review."""

AREAS, REGIONS = 300, 10
SHARE_PUBLISHED = 0.85
PAPERS = ("overview-report", "executive-summary", "terms-of-reference", "imr", "imr")
"""Kinds of a review's papers; of a review that is under way, and individual management reviews, none is published."""

NAME_EVERY, NAMES = 60, 200_000
SYLLABLES = ("ba", "ce", "dro", "fi", "gan", "hul", "jo", "ker", "li", "mon", "nup", "pra", "quo", "ris", "sta", "tev")

AGES = ("16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-plus")
SEXES = ("female", "female", "female", "male")
RELATIONSHIPS = ("partner", "spouse", "former-partner", "parent", "child", "sibling")
CATEGORIES = ("intimate-partner", "family", "suicide", "other")
RECIPIENTS = ("police", "health", "council", "probation", "housing", "charity", "partnership")


@dataclass(frozen=True)
class Paragraph:
    """One of the demo: its words as written, in which review, kind of paper and section, and what it mentions."""

    words: tuple[str, ...]
    review: str
    kind: str
    section: str
    themes: tuple[ThemeTag, ...]


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    """Every paragraph of the demo's reviews; takes a few seconds, once a process."""
    found = []
    for path in sorted(DEMO.glob("*/*.md")):
        kind = "imr" if path.stem.startswith("imr-") else path.stem
        for section in parse_markup(path.read_text(encoding="utf-8")).sections:
            for block in section.blocks:
                if block.kind in RUNNING and (words := tuple(block.text.split())):
                    tags = {
                        ThemeTag(each.theme, each.subject or "", each.status, Source.TEXT)
                        for each in analyse(block.text)
                    }
                    found.append(Paragraph(words, path.parent.name, kind, section.heading, tuple(sorted(tags))))
    return tuple(found)


@cache
def followers() -> dict[str, tuple[str, ...]]:
    """Word -> the words that follow it in the demo, each as often as it does; the last one of a paragraph has none."""
    found: dict[str, list[str]] = {}
    for paragraph in paragraphs():
        for word, following in zip(paragraph.words, paragraph.words[1:], strict=False):
            found.setdefault(word, []).append(following)
    return {word: tuple(following) for word, following in found.items()}


def name(rank: int) -> str:
    """The invented name of this rank, from 1: `Cece`, `Cedro` ..."""
    letters = ""
    number = rank + len(SYLLABLES)  # two syllables at least
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        letters = SYLLABLES[syllable] + letters
    return letters.capitalize()


def text(random_: random.Random, length: int) -> str:
    """About `length` words."""
    following, starts, draw = followers(), paragraphs(), random_.random
    words: list[str] = []
    choices: tuple[str, ...] = ()
    while len(words) < length:
        word = choices[int(draw() * len(choices))] if choices else starts[int(draw() * len(starts))].words[0]
        choices = following.get(word, ())
        # the name of rank n is as frequent as 1/n
        words.append(name(int(NAMES ** draw())) if draw() * NAME_EVERY < 1 else word)
    return " ".join(words)


def documents(passages: int, seed: int = 1) -> Iterator[IndexDocument]:
    """Whole reviews, the last one cut, until there are so many passages: each with its case and its papers.

    A smaller number gives the beginning of what a larger one gives, but for its last review.
    """
    number = 0
    while passages > 0:
        number += 1
        random_ = random.Random(f"{seed}/{number}")
        size = min(passages, random_.randint(SMALLEST, LARGEST))
        yield from review(number, size, random_)
        passages -= size


def review(number: int, passages: int, random_: random.Random) -> Iterator[IndexDocument]:
    area = min(AREAS, int(AREAS ** random_.random() * 1.5))
    published = random_.random() < SHARE_PUBLISHED
    model = random_.choice(_models())
    unit = f"r{number}"
    date = datetime.date(2011, 4, 13) + datetime.timedelta(days=random_.randrange(5_000))
    of_case = {"unit": unit, "areas": (f"area-{area}",), "regions": (f"region-{area % REGIONS}",), "date": date}
    confidential = (audiences.area(area), audiences.lead(number), audiences.panel(number))
    library = sorted({tag.theme for each in random_.choices(_like(model), k=8) for tag in each.themes})
    yield IndexDocument(
        key=unit,
        sort=Sort.CASE,
        owner=unit,
        audiences=(audiences.PUBLIC,) if published else confidential,
        title=f"A review of {name(number)}",
        themes=tuple(ThemeTag(theme, "victim", source=Source.LIBRARY) for theme in library),
        year=date.year,
        category=random_.choice(CATEGORIES),
        ages=(random_.choice(AGES),),
        sexes=(random_.choice(SEXES),),
        relationships=(random_.choice(RELATIONSHIPS),),
        single_victim=True,
        **of_case,
    )
    shares = [random_.random() + (2 if kind == "overview-report" else 0.3) for kind in PAPERS]
    ends = [round(passages * sum(shares[: at + 1]) / sum(shares)) for at in range(len(PAPERS))]
    for at, (kind, begin, end) in enumerate(zip(PAPERS, [0, *ends], ends, strict=False)):
        owner = f"{'e' if published else 'd'}{number * len(PAPERS) + at}"
        is_public = published and kind != "imr"
        of_paper = of_case | {
            "owner": owner,
            "audiences": (audiences.PUBLIC,) if is_public else confidential,
            "document": owner,
            "kind": kind,
            "title": f"{kind.replace('-', ' ').capitalize()} about {name(number)}",
            "url": f"/papers/{owner}/",
        }
        modelled = sorted(random_.choices(_like(model, kind), k=end - begin), key=lambda each: each.section)
        themes = {tag for each in modelled for tag in each.themes}
        yield IndexDocument(
            key=owner,
            sort=Sort.PAPER,
            themes=tuple(sorted(themes)),
            needs=tuple(sorted({Need(tag.subject, "1", tag.theme) for tag in themes if _is_need(tag)})),
            recipients=tuple(sorted(set(random_.choices(RECIPIENTS, k=3)))),
            agencies=(f"Agency {name(random_.randint(1, 4 * AREAS))}",),
            **of_paper,
        )
        for position, each in enumerate(modelled, start=begin):
            yield IndexDocument(
                key=f"{owner}:p{position}",
                sort=Sort.PASSAGE,
                position=1_000 + position,
                section=each.section,
                label=f"{at + 1}.{position}",
                paragraph=f"p{position}",
                body=text(random_, len(each.words)),
                themes=each.themes,
                **of_paper,
            )


def _is_need(tag: ThemeTag) -> bool:
    return bool(tag.subject) and tag.theme in COMBINED_NEEDS


@cache
def _models() -> tuple[str, ...]:
    return tuple(sorted({each.review for each in paragraphs() if each.kind == "overview-report"}))


@cache
def _like(review: str, kind: str = "") -> tuple[Paragraph, ...]:
    """The paragraphs of one of the demo's reviews, of one kind of paper if it has such."""
    of_review = tuple(each for each in paragraphs() if each.review == review)
    return tuple(each for each in of_review if each.kind == kind) or of_review
