import pytest

from dhr.actions.enums import Origin, Provenance
from dhr.actions.models import Recommendation
from dhr.reviews.audiences import audiences_for
from dhr.reviews.enums import DocumentKind, Placed
from tests.factories import DocumentFactory
from tests.reviews.case import a_case, lessons, printed, showing

pytestmark = pytest.mark.django_db
ENTERED = {"text": "Train staff to ask twice.", "place": "1", "scope": "local"}


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def chair(client, case):
    client.force_login(case.people["chair"])
    return case.people["chair"]


@pytest.fixture
def imr(case):
    return showing(case.review, Placed.RECOMMENDATIONS, kind=DocumentKind.IMR, agency=case.police)


def recommend(review, *texts, **facts):
    return [
        Recommendation.objects.create(review=review, order=n, **{"number": str(n), "text": text} | facts)
        for n, text in enumerate(texts, start=1)
    ]


def texts(case):
    return list(case.review.recommendations.order_by("order").values_list("number", "text"))


@pytest.mark.parametrize(
    ("of", "readers"),
    [
        ("no paper", {"coordinator", "chair", "author"}),
        ("early learning", {"coordinator", "csp-chair", "chair", "author"}),
        ("draft", {"coordinator", "csp-chair", "chair", "author"}),
        ("released", {"coordinator", "csp-chair", "chair", "author", "panel-member"}),
        ("imr", {"coordinator", "chair", "author", "imr-author"}),
    ],
)
def test_a_recommendation_is_seen_by_whom_its_paper_is(client, case, imr, of, readers):
    paper = {
        "no paper": None,
        "early learning": None,
        "draft": DocumentFactory(review=case.review),
        "released": DocumentFactory(review=case.review, released_to_panel=True),
        "imr": imr,
    }[of]
    (row,) = recommend(case.review, "Train staff.", document=paper)
    if of == "early learning":
        row.origin = Origin.EARLY_LEARNING
        row.save()
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(case.address("recommendations"))
        assert ("Train staff." in response.content.decode()) == (role in readers), role
        assert Recommendation.objects.visible_to(user).exists() == (role in readers), role
        assert bool(row.audiences & audiences_for(user)) == (role in readers), role


@pytest.mark.parametrize("name", ["add", "change", "move", "remove"])
def test_the_reviews_recommendations_are_written_by_those_who_write_the_case(client, case, name):
    report = DocumentFactory(review=case.review, released_to_panel=True)
    (row,) = recommend(case.review, "As it was.", document=report)
    address = case.address(f"recommendation-{name}", *([] if name == "add" else [row.pk]))
    for role in set(case.people) - {"coordinator", "chair", "author"}:
        client.force_login(case.people[role])
        assert client.post(address, ENTERED).status_code == 404, role
    assert texts(case) == [("1", "As it was.")]


def test_a_recommendation_written_by_hand_says_who_wrote_it_and_to_whom_it_goes(client, case, chair):
    report = showing(case.review, Placed.RECOMMENDATIONS)
    answered, _ = lessons(case.review, "Staff asked too little.", "Records were not read.", document=report)
    sent = ENTERED | {"agency": case.health.pk, "lessons": [answered.pk]}
    assert client.post(case.address("recommendation-add"), sent).status_code == 302
    row = case.review.recommendations.get()
    assert (row.number, row.order, row.document, row.provenance) == ("1", 1, report, Provenance.WRITTEN)
    assert (row.agency, row.recipient, row.scope) == (case.health, case.health.kind, "local")
    assert list(row.lessons.all()) == [answered]
    assert row.edited_at is not None
    assert row.history.get().history_user == chair
    assert printed(report) == [("Recommendation 1", "Train staff to ask twice.")]
    page = client.get(case.address("recommendations")).content.decode()
    assert f"To: {case.health}" in page and "Answers lesson 1" in page


def test_an_agency_that_is_not_in_the_list_is_named_as_stated(client, case, chair):
    sent = ENTERED | {"agency_as_stated": "Home Office", "recipient": "government", "scope": "national"}
    client.post(case.address("recommendation-add"), sent)
    row = case.review.recommendations.get()
    assert (row.agency, row.agency_as_stated, row.recipient) == (None, "Home Office", "government")


def test_what_is_missing_is_said_and_what_was_typed_stays(client, case, chair):
    html = client.post(
        case.address("recommendation-add"), ENTERED | {"text": " ", "agency_as_stated": "Home Office"}
    ).content.decode()
    assert "There is a problem" in html and "Write the recommendation." in html and "Home Office" in html
    assert texts(case) == []


def test_a_list_written_here_is_numbered_by_its_order(client, case, chair):
    report = showing(case.review, Placed.RECOMMENDATIONS)
    _, _, third = recommend(case.review, "A", "B", "C", document=report)
    client.post(case.address("recommendation-move", third.pk), {"place": "1"})
    assert texts(case) == [("1", "C"), ("2", "A"), ("3", "B")]
    assert "number" not in client.get(case.address("recommendation-change", third.pk)).context["form"].fields
    client.post(case.address("recommendation-remove", third.pk))
    assert printed(report) == [("Recommendation 1", "A"), ("Recommendation 2", "B")]


def test_numbers_that_a_paper_printed_stay_whatever_the_order(client, case, chair):
    report = DocumentFactory(review=case.review)
    one, two = recommend(
        case.review, "A", "B", document=report, source_paragraph="abcdef", provenance=Provenance.EXTRACTED
    )
    client.post(case.address("recommendation-move", two.pk), {"place": "1"})
    assert texts(case) == [("2", "B"), ("1", "A")]
    client.post(case.address("recommendation-change", one.pk), ENTERED | {"number": "1a", "place": "2"})
    one.refresh_from_db()
    assert (one.number, one.provenance, one.source_paragraph) == ("1a", Provenance.EXTRACTED, "abcdef")
    assert one.edited_at is not None


def test_a_list_that_a_paper_printed_goes_on_with_the_next_number(client, case, chair):
    recommend(case.review, "A", "B", document=DocumentFactory(review=case.review), source_paragraph="abcdef")
    form = client.get(case.address("recommendation-add")).context["form"]
    assert form["number"].value() == "3"


def test_an_imr_author_writes_the_recommendations_of_the_own_imr_and_of_no_other(client, case, imr):
    other = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.health)
    client.force_login(case.people["imr-author"])
    add = case.address("recommendation-add")
    assert client.post(f"{add}?paper={imr.public_id}", ENTERED).status_code == 302
    assert printed(imr) == [("Recommendation 1", "Train staff to ask twice.")]
    assert client.post(f"{add}?paper={other.public_id}", ENTERED).status_code == 404
    (theirs,) = recommend(case.review, "Theirs.", document=other)
    for name in ("change", "move", "remove"):
        assert client.post(case.address(f"recommendation-{name}", theirs.pk), ENTERED).status_code == 404
    page = client.get(case.address("recommendations")).content.decode()
    assert "Theirs." not in page and other.title not in page


def test_a_recommendation_answers_lessons_of_its_own_list_alone(client, case, chair, imr):
    (agencys,) = lessons(case.review, "An agency's lesson.", document=imr)
    lessons(case.review, "The review's lesson.")
    html = client.post(case.address("recommendation-add"), ENTERED | {"lessons": [agencys.pk]}).content.decode()
    assert "There is a problem" in html and "An agency" not in html
    assert texts(case) == []


def test_removing_asks_first_and_says_that_what_was_read_may_come_back(client, case, chair):
    (row,) = recommend(case.review, "A", document=DocumentFactory(review=case.review), provenance=Provenance.EXTRACTED)
    assert "comes back" in client.get(case.address("recommendation-remove", row.pk)).content.decode()
    assert texts(case) == [("1", "A")]
    client.post(case.address("recommendation-remove", row.pk))
    assert texts(case) == []


def test_one_of_another_review_is_not_found(client, case, chair):
    (row,) = recommend(a_case().review, "Elsewhere.")
    for name in ("change", "move", "remove"):
        assert client.post(case.address(f"recommendation-{name}", row.pk), ENTERED).status_code == 404
