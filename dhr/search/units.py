"""From rows to index documents: everything that one review, context paper or recommendation from outside puts into an
index.

The public index holds standing editions and statements only. The workspace index holds working papers, case facts,
recommendations and actions for those who may see them, and what is public for everybody who may not see the working
copy.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.urls import reverse

from dhr.actions.models import Recommendation, Statement
from dhr.areas.audiences import PUBLIC
from dhr.learning.marks import document_marks, edition_marks
from dhr.learning.models import Mention
from dhr.publishing.facts import public_facts
from dhr.publishing.models import Edition
from dhr.publishing.statements import public_statements
from dhr.reviews.audiences import audiences_of, audiences_of_review
from dhr.reviews.models import Document, Review

from .documents import COMBINED_NEEDS, IndexDocument, Need, Sort, Source, ThemeTag
from .entries import recommendation_entries, recommendations_with_actions, statement_entries
from .facts import own_date, people_and_tags, place_and_time


def all_units() -> Iterator[str]:
    """Every unit that there is: reviews, context papers, recommendations from outside."""
    yield from (f"r{pk}" for pk in Review.objects.order_by("pk").values_list("pk", flat=True))
    yield from (f"d{pk}" for pk in Document.objects.filter(review=None).order_by("pk").values_list("pk", flat=True))
    outside = Recommendation.objects.filter(review=None, document=None)
    yield from (f"o{pk}" for pk in outside.order_by("pk").values_list("pk", flat=True))


def papers_of(unit: str) -> list[Document]:
    """The working papers of a unit; none where it is gone."""
    papers = Document.objects.select_related("review", "area__region", "agency")
    pk = int(unit[1:])
    if unit.startswith("o"):
        return []
    return list(papers.filter(review=pk) if unit.startswith("r") else papers.filter(pk=pk, review=None))


def public_documents(unit: str) -> list[IndexDocument]:
    """What the public index holds of a unit."""
    editions = _standing(unit)
    return [*_editions(editions, lambda edition: (), facts_hidden_from=()), *_statements(unit, editions)]


def workspace_documents(unit: str) -> list[IndexDocument]:
    """What the workspace index holds of a unit."""
    review = Review.objects.filter(pk=unit[1:]).first() if unit.startswith("r") else None
    papers = papers_of(unit)
    audiences = {paper.pk: tuple(sorted(audiences_of(paper))) for paper in papers}
    owners: tuple[str, ...] = ()
    documents: list[IndexDocument] = []
    if review:
        facts, owners = public_facts(Document(review=review)), owner_audiences(review)
        documents += [_case(review, facts, owners), *_unplaced(review, facts)]
    for paper in papers:  # those of a review all have its facts
        documents += _working(paper, facts if review else public_facts(paper), audiences[paper.pk])
    if unit.startswith("o"):
        documents += _from_outside(unit)
    editions = _standing(unit)
    documents += _editions(editions, lambda edition: audiences.get(edition.document_id, ()), facts_hidden_from=owners)
    return [*documents, *_statements(unit, editions)]


def _within(unit: str) -> dict:
    """What a recommendation of the unit has, as a filter."""
    pk = int(unit[1:])
    of_letter = {
        "r": {"review": pk},
        "d": {"review": None, "document": pk},
        "o": {"review": None, "document": None, "pk": pk},
    }
    return of_letter[unit[0]]


def owner_audiences(review: Review) -> tuple[str, ...]:
    return tuple(sorted(audiences_of_review(review)))


def edition_owners(edition: Edition) -> tuple[str, str]:
    """The owners under which an edition stands in the indexes: its text, and the public facts frozen with it."""
    return f"e{edition.pk}", f"f{edition.pk}"


def _standing(unit: str) -> list[Edition]:
    editions = Edition.objects.standing().select_related("document__review")
    if unit.startswith("o"):
        return []
    pk = int(unit[1:])
    chosen = editions.filter(document__review=pk) if unit.startswith("r") else editions.filter(document=pk)
    return list(chosen.order_by("-published_at", "-pk"))


def _case(review: Review, facts: dict, audiences: tuple[str, ...]) -> IndexDocument:
    return IndexDocument(
        key=review.unit,
        sort=Sort.CASE,
        unit=review.unit,
        owner=review.unit,
        audiences=audiences,
        title=review.title,
        url=reverse("work-review", args=[review.public_id]),
        **place_and_time(facts),
        **people_and_tags(facts),
    )


def _unplaced(review: Review, facts: dict) -> Iterator[IndexDocument]:
    """What stands in no paper yet."""
    base = {"unit": review.unit, "owner": review.unit, **place_and_time(facts)}
    by_audiences = defaultdict(list)
    for row in recommendations_with_actions().filter(review=review, document=None):
        by_audiences[tuple(sorted(row.audiences))].append(row)
    for audiences, rows in by_audiences.items():
        yield from recommendation_entries(base | {"audiences": audiences}, review.title, rows)


def _from_outside(unit: str) -> Iterator[IndexDocument]:
    for row in recommendations_with_actions().filter(**_within(unit)):
        base = {
            "unit": unit,
            "owner": unit,
            "audiences": tuple(sorted(row.audiences)),
            "is_review": False,
            "date": row.since,
            **_area(row),
        }
        yield from recommendation_entries(base, row.source or row.get_origin_display(), [row])


def _area(outside: Recommendation) -> dict:
    region = outside.area.region
    return {"areas": (outside.area.slug,), "regions": (region.name,) if region else ()}


def _statements(unit: str, editions: list[Edition]) -> Iterator[IndexDocument]:
    """Under the facts of the edition that each stands in; of one from outside, under its area."""
    rows = public_statements().filter(**{f"recommendation__{name}": value for name, value in _within(unit).items()})
    of_paper = {edition.document_id: edition for edition in editions}
    for paper, statements in groupby(rows.order_by("recommendation__document", "pk"), _paper_of):
        if edition := of_paper.get(paper):
            facts, title = place_and_time(own_date(edition.facts, edition)), edition.title
            facts["is_review"] = edition.document.review_id is not None
            yield from statement_entries({"unit": unit, **facts}, title, statements)
        elif paper is None:
            for each in statements:
                outside = each.recommendation
                facts = {**_area(outside), "is_review": False, "date": outside.since}
                yield from statement_entries({"unit": unit, **facts}, each.source, [each])


def _paper_of(statement: Statement) -> int | None:
    return statement.recommendation.document_id


def _working(paper: Document, facts: dict, audiences: tuple[str, ...]) -> Iterator[IndexDocument]:
    base = {
        "unit": paper.unit,
        "owner": f"d{paper.pk}",
        "audiences": audiences,
        "is_review": paper.review_id is not None,
        "document": paper.public_id,
        "kind": paper.kind,
        **place_and_time(own_date(facts, paper)),
    }
    url = reverse("work-paper", args=[paper.public_id])
    sections = {section.pk: str(section) for section in paper.sections.all()}
    yield from _text(
        base,
        paper,
        url,
        [(row, sections[row.section_id]) for row in paper.paragraphs.all()],
        document_marks(paper),
        # as it is known here: what a paper calls it is free text, and may hold anything
        Recommendation.objects.filter(document=paper).values_list("recipient", "agency__name"),
        own_agency=paper.agency.name if paper.agency else "",
    )
    yield from recommendation_entries(base, paper.title, recommendations_with_actions().filter(document=paper))


def _editions(editions: list[Edition], hidden_from, *, facts_hidden_from: tuple[str, ...]) -> Iterator[IndexDocument]:
    for number, edition in enumerate(editions):
        review = edition.document.review
        text_owner, facts_owner = edition_owners(edition)
        base = {
            "unit": edition.unit,
            "audiences": (PUBLIC,),
            "is_review": review is not None,
            **place_and_time(own_date(edition.facts, edition)),
        }
        if review and number == 0:  # the facts of the latest edition are those that hold
            yield IndexDocument(
                key=facts_owner,
                sort=Sort.CASE,
                owner=facts_owner,
                except_audiences=facts_hidden_from,
                title=edition.facts["title"],
                url=reverse("review", args=[review.public_id]),
                **base,
                **people_and_tags(edition.facts),
            )
        base |= {
            "owner": text_owner,
            "except_audiences": hidden_from(edition),
            "document": edition.document.public_id,
            "kind": edition.kind,
        }
        yield from _text(
            base,
            edition,
            reverse("paper", args=[edition.document.public_id]),
            [(row, str(row.section)) for row in edition.paragraphs.select_related("section")],
            edition_marks(edition),
            edition.recommendations.values_list("recipient", "agency"),
        )


def _text(
    base: dict, text: Document | Edition, url: str, rows, marks, asked, own_agency: str = ""
) -> Iterator[IndexDocument]:
    """A paper's own document, which says what all of it mentions, and one for each of its paragraphs.

    `asked` are those to whom it recommends something: recipient and agency of each recommendation.
    """
    recipients, agencies = set(), {own_agency}
    for recipient, agency in asked:
        recipients.add(recipient)
        agencies.add(agency or "")
    standing = {key: [m for m in found if not m.rejected] for key, found in marks.items()}
    everything = [mention for found in standing.values() for mention in found]
    yield IndexDocument(
        key=base["owner"],
        sort=Sort.PAPER,
        title=text.title,
        url=url,
        themes=_themes(everything),
        needs=_needs(everything),
        recipients=tuple(sorted(recipients - {""})),
        agencies=tuple(sorted(agencies - {""})),
        **base,
    )
    for row, section in rows:
        yield IndexDocument(
            key=f"{base['owner']}:{row.key}",
            sort=Sort.PASSAGE,
            position=row.order,
            section=section,
            label=row.label,
            paragraph=row.key,
            title=text.title,
            body=row.text,
            url=f"{url}#p-{row.key}",
            themes=_themes(standing.get(row.key, [])),
            **base,
        )


def _themes(mentions: Iterable[Mention]) -> tuple[ThemeTag, ...]:
    return tuple(sorted({ThemeTag(m.theme_id, m.subject, m.status, Source.TEXT) for m in mentions}))


def _needs(mentions: Iterable[Mention]) -> tuple[Need, ...]:
    return tuple(
        sorted(
            {
                Need(m.subject, str(m.person_id or ""), m.theme_id, Source.TEXT)
                for m in mentions
                if m.theme_id in COMBINED_NEEDS and m.status == "present" and m.subject not in ("", "unknown")
            }
        )
    )
