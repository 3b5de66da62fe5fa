"""Only what changed is read again, and whatever is written is written whole."""

import pytest

import nlp
from dhr.learning import tagging
from dhr.learning.decisions import decide
from dhr.learning.enums import Verdict
from dhr.learning.models import Mention, Tagging
from dhr.learning.tagging import Tagged, forget_readings, mark_paragraph, tag_unit
from dhr.publishing.editions import publish
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import materialise
from dhr.themes.models import Theme
from tests.factories import DocumentFactory, PersonFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
DEPRESSED = "Amina had been diagnosed with depression."
DRANK = "Joseph was dependent on alcohol."
ROOF = "The council repaired the roof."


@pytest.fixture
def paper():
    review = ReviewFactory()
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    PersonFactory(review=review, key="perpetrator", pseudonym="Joseph", role="perpetrator", sex="male")
    document = DocumentFactory(review=review, sections={"Facts": [DEPRESSED, DRANK, ROOF]})
    tag_unit([document])
    return document


@pytest.fixture
def read(monkeypatch):
    """The texts that the tagger is given from now on, which it reads as ever."""
    texts = []
    analyse = nlp.analyse

    def noted(text, people):
        texts.append(text)
        return analyse(text, people)

    monkeypatch.setattr(nlp, "analyse", noted)
    return texts


def rewrite(document, old, new):
    section = Section.objects.get(document=document)
    section.body = section.body.replace(old, new)
    section.save()
    materialise(document)


def rows(document, **conditions):
    return set(Mention.objects.filter(paragraph__document=document, **conditions).values_list("pk", flat=True))


def refuse(document):
    decision = decide(
        document.paragraphs.get(text=DEPRESSED),
        quote="depression",
        theme=Theme.objects.get(pk="mental-health"),
        subject="victim",
        verdict=Verdict.REJECTED,
        by=UserFactory(),
    )
    mark_paragraph(document, decision.paragraph_key)


def test_what_is_unchanged_is_not_read_again(paper, read):
    assert tag_unit([paper]) == Tagged()
    assert read == []


def test_of_a_paper_that_was_edited_only_the_changed_passage_is_read(paper, read):
    before = rows(paper, theme="mental-health")
    rewrite(paper, "dependent on alcohol", "dependent on heroin")
    done = tag_unit([paper])
    assert read == ["Joseph was dependent on heroin."]
    assert done.passages == 1
    assert rows(paper, theme="mental-health") == before
    assert rows(paper, theme="drugs") and not rows(paper, theme="alcohol")


def test_a_passage_that_was_put_in_is_read_and_the_others_are_not(paper, read):
    rewrite(paper, ROOF, f"{ROOF}</p><p>She moved to a refuge.")
    tag_unit([paper])
    assert "She moved to a refuge." in read
    assert DRANK not in read and DEPRESSED not in read


def test_a_decision_has_its_own_passage_read_and_no_other(paper, read):
    refuse(paper)
    assert read == [DEPRESSED]
    assert tag_unit([paper]) == Tagged()


def test_a_person_who_changed_has_every_passage_read(paper, read):
    paper.review.people.filter(key="victim").update(sex="male")
    tag_unit([Document.objects.get(pk=paper.pk)])
    assert read == [DEPRESSED, DRANK, ROOF]


def test_other_rules_have_every_passage_read_and_marks_that_stay_keep_their_rows(paper, read, monkeypatch):
    before = rows(paper)
    monkeypatch.setattr(tagging, "rules_version", lambda: "other rules")
    assert tag_unit([paper]) == Tagged(passages=3)
    assert rows(paper) == before
    assert tag_unit([paper]) == Tagged()


def test_what_was_forgotten_is_read_again(paper, read):
    forget_readings(Document.objects.filter(pk=paper.pk))
    assert rows(paper)
    assert tag_unit([paper]) == Tagged(passages=3)


def test_marks_that_came_and_went_are_counted(paper, monkeypatch):
    marks = len(rows(paper))
    monkeypatch.setattr(nlp, "analyse", lambda text, people: [])
    forget_readings(Document.objects.filter(pk=paper.pk))
    assert tag_unit([paper]) == Tagged(passages=3, came=0, went=marks)
    monkeypatch.undo()
    forget_readings(Document.objects.filter(pk=paper.pk))
    assert tag_unit([paper]) == Tagged(passages=3, came=marks, went=0)


def test_a_published_edition_is_read_once_too(paper, read):
    publish(paper, by=None)
    assert tag_unit([paper]).passages == 3
    read.clear()
    rewrite(paper, "repaired the roof", "rehoused her")
    tag_unit([paper])
    assert read == ["The council rehoused her."]


def test_where_writing_is_stopped_neither_marks_nor_their_digests_are_kept(paper):
    before, digests = rows(paper), Tagging.objects.get(document=paper).passages
    rewrite(paper, "dependent on alcohol", "dependent on heroin")

    def stopped(document):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tag_unit([paper], changed=stopped)
    assert rows(paper) == before
    assert Tagging.objects.get(document=paper).passages == digests
    assert tag_unit([paper]).passages == 1


def test_digests_of_passages_that_are_gone_are_not_kept(paper):
    rewrite(paper, DRANK, "")
    rewrite(paper, ROOF, "The roof leaked.")
    tag_unit([paper])
    kept = Tagging.objects.get(document=paper).passages
    assert set(kept) == {str(pk) for pk in paper.paragraphs.values_list("pk", flat=True)}


@pytest.mark.parametrize("heading", ["Contents", "7. Contributors to the review", "8 Review panel members"])
def test_lists_of_names_and_short_words_are_left_alone(heading):
    document = DocumentFactory(review=ReviewFactory(), sections={heading: [DEPRESSED], "9 Background": [DRANK]})
    tag_unit([document])
    assert set(Mention.objects.values_list("paragraph__text", flat=True)) == {DRANK}
    Section.objects.filter(document=document, heading=heading).update(heading="Contributing factors")
    tag_unit([document])
    assert set(Mention.objects.values_list("paragraph__text", flat=True)) == {DEPRESSED, DRANK}


def test_what_a_person_marked_in_a_list_stays():
    document = DocumentFactory(review=ReviewFactory(), sections={"Panel members": [DEPRESSED]})
    decide(
        document.paragraphs.get(),
        quote="depression",
        theme=Theme.objects.get(pk="mental-health"),
        subject="victim",
        verdict=Verdict.ADDED,
        by=UserFactory(),
    )
    tag_unit([document])
    assert Mention.objects.get().theme_id == "mental-health"
