"""A mark shows why it is there, and whoever may says what is right of it: in one click, taken back by another."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dhr.learning.decisions import BadDecision, decide, look_again, undo
from dhr.learning.enums import Verdict
from dhr.learning.models import Mention, MentionDecision
from dhr.learning.tagging import mark_paragraph, tag_unit
from dhr.themes.models import Theme
from tests.factories import AreaFactory, DocumentFactory, PersonFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
DENIED = "Joseph denied being dependent on alcohol."
DEPRESSED = "Amina told her GP that she was depressed."


@pytest.fixture
def coordinator(client):
    user = UserFactory.coordinator(AreaFactory(), first_name="Rowan", last_name="Ashby")
    client.force_login(user)
    return user


@pytest.fixture
def paper(coordinator):
    review = ReviewFactory(areas=[coordinator.memberships.get().area])
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female")
    PersonFactory(review=review, key="perpetrator", pseudonym="Joseph", role="perpetrator", sex="male")
    document = DocumentFactory(review=review, sections={"Facts": [DENIED, DEPRESSED], "Analysis": [DEPRESSED]})
    tag_unit([document])
    return document


def key_of(paper, text=DENIED):
    return paper.paragraphs.filter(text=text).first().key


def opened(client, paper, text=DENIED, **asked):
    response = client.get(reverse("work-paper", args=[paper.public_id]), {"decide": key_of(paper, text), **asked})
    return plain(response)


def plain(response):
    """The words of a page, each run of white space as one."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


def say(client, paper, text=DENIED, theme="alcohol", **said):
    mention = mark(paper, text, theme)
    given = {
        "paragraph": key_of(paper, text),
        "quote": text[mention.start : mention.end],
        "start": mention.start,
        "theme": theme,
        "subject": mention.subject,
        "status": mention.status,
    }
    return client.post(reverse("decide", args=[paper.public_id]), given | said, follow="fragment" not in said)


def mark(paper, text=DENIED, theme="alcohol"):
    return Mention.objects.filter(paragraph__document=paper, paragraph__key=key_of(paper, text)).get(theme=theme)


def test_a_mark_says_why_it_is_there_about_whom_and_whether_it_holds(client, paper):
    page = opened(client, paper)
    assert "Alcohol misuse, and so substance misuse" in page
    assert re.search(r"Tagged because “[^”]*alcohol” fits the rule “\w+", page)
    assert "now: Perpetrator (Joseph)" in page
    assert "now: Absent" in page and "because of “denied”" in page
    assert re.search(r"How sure (very sure|fairly sure|not very sure|unsure) \(\d+%\)", page)


def test_the_whole_section_is_opened_and_the_next_is_a_link_away(client, paper):
    response = client.get(reverse("work-paper", args=[paper.public_id]), {"decide": key_of(paper)})
    assert response.context["opened"].section.heading == "Facts"
    assert response.context["next_key"] == paper.paragraphs.last().key
    assert "Check the next section with marks" in plain(response)


def test_a_key_of_no_passage_opens_nothing(client, paper):
    response = client.get(reverse("work-paper", args=[paper.public_id]), {"decide": "nothing\x00"})
    assert response.status_code == 200 and response.context["opened"] is None


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ({"verdict": "confirmed"}, {"rejected": False, "status": "absent", "cue": "denied"}),
        ({"verdict": "rejected"}, {"rejected": True}),
        ({"new_subject": "victim"}, {"subject": "victim", "person": None, "status": "absent"}),
        ({"new_status": "possible"}, {"subject": "perpetrator", "status": "possible", "cue": ""}),
    ],
)
def test_one_button_says_what_is_right_and_one_takes_it_back(client, paper, said, facts):
    before = mark(paper)
    say(client, paper, **said)
    after = mark(paper)
    assert {name: getattr(after, name) for name in facts} == facts
    parent = mark(paper, theme="substance-misuse")
    assert (parent.subject, parent.status, parent.rejected) == (after.subject, after.status, after.rejected)
    say(client, paper, undo=after.decision_id)
    again = mark(paper)
    told = ("subject", "status", "cue", "rejected", "person", "decision")
    assert [getattr(again, name) for name in told] == [getattr(before, name) for name in told]
    assert MentionDecision.objects.count() == 2


def test_what_a_person_said_of_the_status_holds_whatever_the_machine_reads_later(client, paper):
    say(client, paper, new_status="possible")
    paper.paragraphs.filter(text=DENIED).update(text=DENIED + " He lived alone.")
    tag_unit([paper])
    assert mark(paper, DENIED + " He lived alone.").status == "possible"


def test_the_history_says_who_said_what_and_what_was_taken_back(client, paper):
    say(client, paper, verdict="rejected")
    say(client, paper, undo=MentionDecision.objects.get().pk)
    say(client, paper, new_subject="victim")
    page = opened(client, paper)
    assert "3 decisions" in page
    assert "Alcohol misuse, perpetrator: about: victim Rowan Ashby" in page
    assert "Alcohol misuse, perpetrator: “wrong” taken back Rowan Ashby" in page
    assert re.search(r"Alcohol misuse, perpetrator: wrong Rowan Ashby, [^T]+ Taken back", page)


def test_the_reader_comes_back_to_the_mark_and_the_theme_shown(client, paper):
    response = client.post(
        reverse("decide", args=[paper.public_id]) + "?theme=alcohol",
        {
            "paragraph": key_of(paper),
            "at": "1",
            "quote": "dependent",
            "start": DENIED.index("dependent"),
            "theme": "alcohol",
            "subject": "perpetrator",
            "status": "absent",
            "verdict": "confirmed",
        },
    )
    key = key_of(paper)
    assert response.url == f"/desk/papers/{paper.public_id}/?decide={key}&theme=alcohol#m-{key}-1"


def test_a_script_gets_the_passage_alone(client, paper):
    response = say(client, paper, verdict="rejected", fragment="yes")
    assert response.status_code == 200
    words = plain(response)
    assert "Your decision is kept" in words and "Wrong: not shown" in words
    assert DEPRESSED not in words and "<html" not in response.content.decode()


def test_a_script_is_told_what_is_wrong(client, paper):
    response = say(client, paper, new_subject="perpetrator", fragment="yes")
    assert "Nothing was kept. Choose the other person" in plain(response)
    assert not MentionDecision.objects.exists()


@pytest.mark.parametrize("said", [{}, {"verdict": "undone"}, {"verdict": "restated"}, {"new_status": "nonsense"}])
def test_what_no_button_says_is_refused(client, paper, said):
    assert "Nothing was kept." in plain(say(client, paper, **said))
    assert not MentionDecision.objects.exists()


def test_a_practice_theme_has_no_other_person_and_no_status(client, paper):
    page = say(client, paper, DEPRESSED, "health-response", new_status="absent")
    assert "it is about no person, and has no status" in plain(page)
    assert not MentionDecision.objects.exists()


def test_a_decision_is_taken_back_once(paper):
    decision = decide(
        paper.paragraphs.first(),
        quote="dependent",
        theme=Theme.objects.get(pk="alcohol"),
        subject="perpetrator",
        verdict=Verdict.REJECTED,
        by=UserFactory(),
    )
    taken_back = undo(decision, by=UserFactory())
    for each in (decision, taken_back):
        with pytest.raises(BadDecision, match="already"):
            undo(each, by=UserFactory())


@pytest.mark.parametrize("pk", ["x", "²", "999999999999999999999", "0"])
def test_what_was_never_decided_cannot_be_taken_back(client, paper, pk):
    assert say(client, paper, undo=pk).status_code == 404


def test_a_decision_on_another_paper_cannot_be_taken_back_here(client, paper):
    other = DocumentFactory(sections={"Facts": [DENIED]})
    theirs = decide(
        other.paragraphs.get(),
        quote="dependent",
        theme=Theme.objects.get(pk="alcohol"),
        subject="perpetrator",
        verdict=Verdict.CONFIRMED,
        by=UserFactory(),
    )
    assert say(client, paper, undo=theirs.pk).status_code == 404


def test_an_added_mark_that_is_taken_back_is_gone_and_not_looked_for_again(client, paper):
    key = key_of(paper)
    added = decide(
        paper.paragraphs.get(key=key),
        quote="denied",
        theme=Theme.objects.get(pk="housing"),
        subject="victim",
        verdict=Verdict.ADDED,
        by=UserFactory(),
    )
    mark_paragraph(paper, key)
    assert mark(paper, theme="housing").rule == ""
    assert "Tagged because a person added it" in opened(client, paper)
    say(client, paper, undo=added.pk)
    assert not Mention.objects.filter(paragraph__document=paper, theme="housing").exists()
    paper.paragraphs.filter(key=key).update(text="Nothing.")
    assert look_again(paper) == []


def test_a_paper_of_many_marks_asks_the_database_as_often_as_one_of_few(client, coordinator, paper):
    longer = DocumentFactory(review=paper.review, sections={"Facts": [DENIED, DEPRESSED] * 10})
    tag_unit([longer])

    def queries(document):
        with CaptureQueriesContext(connection) as asked:
            opened(client, document)
        return len(asked)

    queries(paper)  # the first request also fills caches of sites and content types
    assert queries(longer) <= queries(paper)
