import pytest

from dhr.learning.decisions import BadDecision, decide, look_again
from dhr.learning.enums import Verdict
from dhr.learning.models import Mention, MentionDecision
from dhr.learning.tagging import Tagged, mark_paragraph, tag_unit
from dhr.publishing.editions import publish
from dhr.reviews.models import Section
from dhr.reviews.paragraphs import materialise
from dhr.themes.models import Theme
from tests.factories import DocumentFactory, PersonFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Amina told her GP that she had been diagnosed with depression. The council repaired her roof."


@pytest.fixture
def paper():
    review = ReviewFactory()
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    document = DocumentFactory(review=review, sections={"Facts": [TEXT]})
    tag_unit([document])
    return document


def marks(document, **conditions):
    return list(Mention.objects.filter(paragraph__document=document, **conditions))


def mark_of(document, theme="mental-health"):
    (mention,) = marks(document, theme=theme)
    return mention


def say(document, verdict, quote="depression", theme="mental-health", subject="victim", **facts):
    decision = decide(
        document.paragraphs.get(),
        quote=quote,
        theme=Theme.objects.get(pk=theme),
        subject=subject,
        verdict=verdict,
        by=UserFactory(),
        **facts,
    )
    mark_paragraph(document, document.paragraphs.get().key)
    return decision


def rewrite(document, old, new):
    section = Section.objects.get(document=document)
    section.body = section.body.replace(old, new)
    section.save()
    materialise(document)
    tag_unit([document])


def test_the_machine_marks_the_theme_and_its_person(paper):
    mention = mark_of(paper)
    assert (mention.subject, mention.status, mention.person.key) == ("victim", "present", "victim")


def test_a_rejected_mark_stays_rejected_when_the_paper_is_tagged_again(paper):
    say(paper, Verdict.REJECTED)
    rewrite(paper, "roof", "windows")
    assert mark_of(paper).rejected


def test_the_latest_decision_counts(paper):
    say(paper, Verdict.REJECTED)
    say(paper, Verdict.CONFIRMED)
    assert not mark_of(paper).rejected
    assert MentionDecision.objects.count() == 2


def test_a_reassigned_mark_is_about_the_other_person(paper):
    say(paper, Verdict.REASSIGNED, new_subject="perpetrator")
    assert mark_of(paper).subject == "perpetrator"


def test_an_added_mark_survives_retagging_and_stands_without_a_rule(paper):
    say(paper, Verdict.ADDED, quote="repaired her roof", theme="housing")
    rewrite(paper, "her GP", "her doctor")
    mention = mark_of(paper, "housing")
    assert (mention.rule, mention.decision.quote) == ("", "repaired her roof")


def test_a_confirmed_mark_stands_even_when_the_machine_no_longer_finds_it(paper, monkeypatch):
    monkeypatch.setattr("nlp.analyse", lambda text, people: [])
    say(paper, Verdict.CONFIRMED)
    assert mark_of(paper).subject == "victim"


def test_a_decision_follows_its_words_when_others_are_put_before_them(paper):
    say(paper, Verdict.REJECTED)
    rewrite(paper, "Amina told", "In the autumn of that year Amina told")
    assert mark_of(paper).rejected


def test_a_decision_whose_words_are_gone_is_listed_not_dropped(paper):
    decision = say(paper, Verdict.ADDED, quote="repaired her roof", theme="housing")
    rewrite(paper, "repaired her roof", "wrote to her")
    assert look_again(paper) == [decision]
    assert marks(paper, theme="housing") == []


def test_a_decision_reaches_the_published_edition_too(paper):
    edition = publish(paper, by=None)
    tag_unit([paper])
    say(paper, Verdict.REJECTED)
    assert Mention.objects.get(edition_paragraph__edition=edition, theme="mental-health").rejected


def test_tagging_unchanged_papers_again_does_nothing(paper):
    assert tag_unit([paper]) == Tagged()


def test_a_changed_person_tags_the_paper_again(paper):
    paper.review.people.update(pseudonym="Somebody")
    assert tag_unit([paper]).passages == 1


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"quote": "not in it"}, "not in the paragraph"),
        ({"subject": ""}, "whom"),
        ({"theme": "marac"}, "services"),
        ({"verdict": Verdict.REASSIGNED}, "other person"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(paper, facts, message):
    with pytest.raises(BadDecision, match=message):
        say(paper, **{"verdict": Verdict.CONFIRMED} | facts)
    assert not MentionDecision.objects.exists()


def test_a_decision_is_never_changed(paper):
    decision = say(paper, Verdict.CONFIRMED)
    with pytest.raises(TypeError):
        decision.save()


def test_rejecting_alcohol_takes_its_parent_along():
    document = DocumentFactory(sections={"Facts": ["The victim was dependent on alcohol."]})
    tag_unit([document])
    mention = mark_of(document, "alcohol")
    say(document, Verdict.REJECTED, quote=document.paragraphs.get().text[mention.start : mention.end], theme="alcohol")
    assert {m.theme_id for m in marks(document, rejected=False)} & {"alcohol", "substance-misuse"} == set()


def test_a_paragraph_that_was_taken_out_and_put_back_is_marked_again(paper):
    section = Section.objects.get(document=paper)
    body, section.body = section.body, ""
    section.save()
    materialise(paper)
    assert marks(paper) == []
    section.body = body
    section.save()
    materialise(paper)
    tag_unit([paper])
    assert mark_of(paper).subject == "victim"


def test_a_person_with_a_name_left_empty_stops_no_reading():
    review = ReviewFactory()
    PersonFactory(review=review, pseudonym="Amina", other_names=["", " "])
    document = DocumentFactory(review=review, sections={"Facts": [TEXT]})
    tag_unit([document])
    assert mark_of(document).subject == "victim"
