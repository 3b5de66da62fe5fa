"""Of two people in the same words, a decision changes the mark of the one whom it is about."""

import json

import pytest

import nlp
from dhr.learning.decisions import decide, undo
from dhr.learning.enums import Verdict
from dhr.learning.evidence import evidence_of
from dhr.learning.examples import examples_of
from dhr.learning.models import Mention, MentionDecision
from dhr.learning.tagging import mark_paragraph, tag_unit
from dhr.themes.models import Theme
from tests.factories import DocumentFactory, PersonFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
TOGETHER = "Faraz and Jibran used cocaine together."
BOTH = "Both were drunk."


@pytest.fixture
def review():
    review = ReviewFactory()
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    for name in ("Faraz", "Jibran"):
        PersonFactory(review=review, key=name.lower(), pseudonym=name, role="perpetrator", sex="male")
    return review


@pytest.fixture
def paper(review):
    document = DocumentFactory(review=review, sections={"Facts": [TOGETHER]})
    tag_unit([document])
    return document


@pytest.fixture
def of_both_roles():
    """A paper that says one thing of a victim and a perpetrator at once."""
    review = ReviewFactory()
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    PersonFactory(review=review, key="joseph", pseudonym="Joseph", role="perpetrator", sex="male")
    document = DocumentFactory(review=review, sections={"Facts": [f"Amina and Joseph were in the kitchen. {BOTH}"]})
    tag_unit([document])
    return document


def mentions(document, theme):
    return Mention.objects.filter(paragraph__document=document, theme=theme).select_related("person", "theme")


def of(document, person, theme="drugs"):
    return mentions(document, theme).get(person__key=person)


def say(document, mention, verdict, **facts):
    """What a button beside `mention` says."""
    paragraph = document.paragraphs.get()
    decision = decide(
        paragraph,
        quote=paragraph.text[mention.start : mention.end],
        start=mention.start,
        theme=mention.theme,
        subject=mention.subject,
        person=mention.person.key if mention.person else "",
        verdict=verdict,
        by=UserFactory(),
        **facts,
    )
    mark_paragraph(document, paragraph.key)
    return decision


def test_the_machine_marks_each_of_the_two(paper):
    for theme in ("drugs", "substance-misuse"):
        assert {mention.person.key for mention in mentions(paper, theme)} == {"faraz", "jibran"}


def test_wrong_of_one_leaves_the_other(paper):
    say(paper, of(paper, "faraz"), Verdict.REJECTED)
    for theme in ("drugs", "substance-misuse"):
        assert (of(paper, "faraz", theme).rejected, of(paper, "jibran", theme).rejected) == (True, False)


def test_the_status_of_one_is_not_that_of_the_other_and_parents_keep_their_person(paper):
    say(paper, of(paper, "jibran"), Verdict.RESTATED, status="possible")
    for theme in ("drugs", "substance-misuse"):
        assert (of(paper, "faraz", theme).status, of(paper, "jibran", theme).status) == ("present", "possible")
    shown = evidence_of(paper.paragraphs.get(), list(Mention.objects.filter(paragraph__document=paper)))
    assert [[str(theme) for theme in one.implied] for one in shown] == [["Substance misuse"]] * 2


def test_one_of_two_is_moved_and_moved_back(paper):
    moved = say(paper, of(paper, "faraz"), Verdict.REASSIGNED, new_subject="victim")
    assert {(m.subject, m.person and m.person.key) for m in mentions(paper, "drugs")} == {
        ("victim", None),
        ("perpetrator", "jibran"),
    }
    undo(moved, by=UserFactory())
    mark_paragraph(paper, paper.paragraphs.get().key)
    assert {m.person.key for m in mentions(paper, "drugs")} == {"faraz", "jibran"}


def test_a_mark_moved_to_another_role_leaves_the_mark_of_that_role(of_both_roles):
    paper = of_both_roles
    before = of(paper, "joseph", "alcohol")
    say(paper, of(paper, "victim", "alcohol"), Verdict.REASSIGNED, new_subject="perpetrator")
    own = of(paper, "joseph", "alcohol")
    assert (own.decision, own.status, own.rule) == (None, before.status, before.rule)
    say(paper, mentions(paper, "alcohol").get(person=None), Verdict.REJECTED)
    assert not of(paper, "joseph", "alcohol").rejected
    assert mentions(paper, "alcohol").get(person=None).rejected


def test_two_marks_that_can_no_longer_be_told_apart_are_one(of_both_roles):
    paper = of_both_roles
    for person in ("victim", "joseph"):
        say(paper, of(paper, person, "alcohol"), Verdict.REASSIGNED, new_subject="other")
    for theme in ("alcohol", "substance-misuse"):
        assert [mention.subject for mention in mentions(paper, theme)] == ["other"]


def test_a_decision_on_a_mark_that_named_nobody_holds_when_the_machine_knows_who_it_is(paper):
    mention = of(paper, "faraz")
    mention.person = None
    say(paper, mention, Verdict.REJECTED)
    assert all(mention.rejected for mention in mentions(paper, "drugs"))


def test_a_decision_of_before_persons_were_recorded_means_all_of_its_role(paper):
    mention = of(paper, "faraz")
    MentionDecision.objects.create(
        document=paper,
        paragraph_key=paper.paragraphs.get().key,
        quote=TOGETHER[mention.start : mention.end],
        theme=Theme.objects.get(pk="drugs"),
        subject="perpetrator",
        verdict=Verdict.REJECTED,
        by=UserFactory(),
    )
    mark_paragraph(paper, paper.paragraphs.get().key)
    assert of(paper, "faraz").rejected and of(paper, "jibran").rejected


def test_the_tagger_reads_what_was_said_of_one_of_two(paper):
    say(paper, of(paper, "faraz"), Verdict.CONFIRMED)
    (example,) = examples_of(paper)
    assert json.loads(json.dumps(example)) == example
    (marked,) = example["marks"]
    assert (marked["theme"], marked["subject"]) == ("drugs", "perpetrator")
    assert {mention.theme for mention in nlp.analyse(example["text"], example["people"])} >= {"drugs"}
