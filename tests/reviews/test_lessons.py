import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dhr.actions.models import Recommendation
from dhr.reviews.enums import DocumentKind, Placed
from dhr.reviews.models import Lesson
from tests.factories import DocumentFactory

from .case import a_case, key_lines, lessons, printed, showing

pytestmark = pytest.mark.django_db
ENTERED = {"text": "Staff did not ask twice.", "place": "1"}


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def chair(client, case):
    client.force_login(case.people["chair"])
    return case.people["chair"]


@pytest.fixture
def imr(case):
    return showing(case.review, Placed.LESSONS, kind=DocumentKind.IMR, agency=case.police, title="The police's IMR")


def texts(case, **of):
    return list(Lesson.objects.filter(review=case.review, **of).order_by("number").values_list("number", "text"))


@pytest.mark.parametrize(
    ("of", "readers"),
    [
        ("no paper", {"coordinator", "chair", "author"}),
        ("draft", {"coordinator", "csp-chair", "chair", "author"}),
        ("released", {"coordinator", "csp-chair", "chair", "author", "panel-member"}),
        ("imr", {"coordinator", "chair", "author", "imr-author"}),
    ],
)
def test_a_lesson_is_seen_by_whom_its_paper_is(client, case, imr, of, readers):
    paper = {
        "no paper": None,
        "draft": DocumentFactory(review=case.review),
        "released": DocumentFactory(review=case.review, released_to_panel=True),
        "imr": imr,
    }[of]
    lessons(case.review, "Staff asked too little.", document=paper)
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(case.address("lessons"))
        assert ("Staff asked too little." in response.content.decode()) == (role in readers), role
        assert Lesson.objects.visible_to(user).exists() == (role in readers), role


@pytest.mark.parametrize("name", ["add", "change", "move", "remove"])
def test_the_reviews_lessons_are_written_by_those_who_write_the_case(client, case, name):
    (lesson,) = lessons(case.review, "As it was.", document=DocumentFactory(review=case.review, released_to_panel=True))
    address = case.address(f"lesson-{name}", *([] if name == "add" else [lesson.pk]))
    for role in set(case.people) - {"coordinator", "chair", "author"}:
        client.force_login(case.people[role])
        assert client.post(address, ENTERED).status_code == 404, role
    assert texts(case) == [(1, "As it was.")]


def test_an_imr_author_writes_the_lessons_of_the_own_imr_and_of_no_other(client, case, imr):
    other = showing(case.review, Placed.LESSONS, kind=DocumentKind.IMR, agency=case.health)
    client.force_login(case.people["imr-author"])
    add = case.address("lesson-add")
    assert client.post(f"{add}?paper={imr.public_id}", ENTERED).status_code == 302
    assert printed(imr) == [("Lesson 1", "Staff did not ask twice.")]
    for paper in (other.public_id, "nothing", "%00"):
        assert client.post(f"{add}?paper={paper}", ENTERED).status_code == 404
    (theirs,) = lessons(case.review, "Theirs.", document=other)
    for name in ("change", "move", "remove"):
        assert client.post(case.address(f"lesson-{name}", theirs.pk), ENTERED).status_code == 404
    page = client.get(case.address("lessons")).content.decode()
    assert other.title not in page and "Theirs." not in page and "of the review" not in page


def test_a_paper_that_is_no_agencys_has_no_list_of_its_own(client, case, chair):
    report = DocumentFactory(review=case.review)
    assert client.post(f"{case.address('lesson-add')}?paper={report.public_id}", ENTERED).status_code == 404


def test_a_new_lesson_belongs_to_the_report_once_there_is_one(client, case, chair):
    client.post(case.address("lesson-add"), ENTERED)
    report = showing(case.review, Placed.LESSONS)
    client.post(case.address("lesson-add"), {"text": "Records were not read.", "place": "2"})
    assert texts(case, document=None) == [(1, "Staff did not ask twice.")]
    assert texts(case, document=report) == [(2, "Records were not read.")]
    assert [label for label, _ in printed(report)] == ["Lesson 1", "Lesson 2"]


def test_lessons_are_changed_moved_and_removed_and_papers_follow(client, case, chair):
    report = showing(case.review, Placed.LESSONS)
    first, second = lessons(case.review, "First.", "Second.", document=report)
    (line,) = key_lines(case.review, "What was known?")
    client.post(case.address("lesson-change", second.pk), {"text": "Second, again.", "place": "2", "key_line": line.pk})
    second.refresh_from_db()
    assert second.key_line == line
    client.post(case.address("lesson-move", second.pk), {"place": "1"})
    assert printed(report) == [("Lesson 1", "Second, again."), ("Lesson 2", "First.")]
    client.post(case.address("lesson-remove", second.pk))
    assert printed(report) == [("Lesson 1", "First.")]
    assert texts(case) == [(1, "First.")]
    first.refresh_from_db()
    assert first.history.first().number == 1


def test_a_key_line_of_another_review_is_refused(client, case, chair):
    key_lines(case.review, "Ours?")
    (other,) = key_lines(a_case().review, "Elsewhere?")
    html = client.post(case.address("lesson-add"), ENTERED | {"key_line": other.pk}).content.decode()
    assert "There is a problem" in html and "Elsewhere?" not in html
    assert texts(case) == []


def test_before_a_lesson_goes_the_page_says_which_recommendations_answer_it(client, case, chair):
    (lesson,) = lessons(case.review, "Staff asked too little.")
    Recommendation.objects.create(review=case.review, number="1", text="Train staff.").lessons.add(lesson)
    html = client.get(case.address("lesson-remove", lesson.pk)).content.decode()
    assert "1 Train staff." in html
    assert texts(case) == [(1, "Staff asked too little.")]


def test_the_lessons_page_asks_as_often_for_twenty_lessons_as_for_two(client, case, chair):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(case.address("lessons"))
        return len(asked)

    report = DocumentFactory(review=case.review)
    lessons(case.review, "One.", "Two.", document=report)
    queries()
    two = queries()
    Lesson.objects.bulk_create(
        [Lesson(review=case.review, document=report, number=n, text=str(n)) for n in range(3, 21)]
    )
    assert queries() == two
