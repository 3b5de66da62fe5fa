"""Index documents and answers, as the contract speaks of them."""

from dataclasses import replace

from dhr.search.documents import IndexDocument, Sort, ThemeTag
from dhr.search.engines.protocol import Engine, SearchAnswer, Viewer
from dhr.search.query import SearchQuery

PUBLIC = Viewer(frozenset({"public"}))
PANEL = Viewer(frozenset({"public", "review:9:panel"}))


def paper(owner: str, unit: str, **facts) -> IndexDocument:
    facts = {"audiences": ("public",), "kind": "overview-report", "title": "A report", "document": owner} | facts
    return IndexDocument(key=owner, sort=Sort.PAPER, unit=unit, owner=owner, **facts)


def passages(of: IndexDocument, *bodies: str, **facts) -> list[IndexDocument]:
    """Paragraphs of the paper `of`, under its audiences."""
    return [
        IndexDocument(
            key=f"{of.key}:{facts.get('section', '')}{at}",
            sort=Sort.PASSAGE,
            unit=of.unit,
            owner=of.owner,
            audiences=of.audiences,
            except_audiences=of.except_audiences,
            is_review=of.is_review,
            document=of.document,
            kind=of.kind,
            title=of.title,
            paragraph=f"p{at}",
            position=10 + at,
            body=body,
            **facts,
        )
        for at, body in enumerate(bodies)
    ]


def review(number: int, *bodies: str, **facts) -> list[IndexDocument]:
    """A published report of review `number` with paragraphs."""
    of = paper(f"e{number}", f"r{number}", **facts)
    return [of, *passages(of, *bodies)]


def themed(number: int, bodies: dict[str, str], **facts) -> list[IndexDocument]:
    """A report whose paragraphs (text -> theme code) mention themes; the paper has them all."""
    tags = tuple(ThemeTag.parse(code) for code in bodies.values())
    of = paper(f"e{number}", f"r{number}", themes=tags, **facts)
    return [of] + [replace(passage, themes=(tag,)) for passage, tag in zip(passages(of, *bodies), tags, strict=True)]


def units(answer: SearchAnswer) -> list[str]:
    return [group.unit for group in answer.groups]


def keys(answer: SearchAnswer) -> list[str]:
    return [hit.key for group in answer.groups for hit in group.hits]


def counts(answer: SearchAnswer, facet: str) -> dict[str, int]:
    return {each.value: each.count for each in answer.facets[facet]}


class Finding:
    """Asks an engine in few words."""

    def find(self, engine: Engine, text: str = "", viewer: Viewer = PUBLIC, **asked) -> SearchAnswer:
        return engine.search(SearchQuery(text, **asked), viewer)
