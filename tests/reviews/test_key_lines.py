import pytest

from dhr.reviews.beginning import begin, template_for
from dhr.reviews.enums import DocumentKind, Placed
from dhr.reviews.models import Document, KeyLine, Section
from dhr.reviews.placed import place_again
from dhr.themes.models import Theme
from tests.factories import DocumentFactory

from .case import a_case, key_lines, lessons, printed, showing

pytestmark = pytest.mark.django_db
ENTERED = {"text": "What did services know?", "place": "1", "generic": "specific", "themes": ["alcohol", "suicide"]}


@pytest.fixture
def case():
    return a_case(title="Amina, died May 2021")


@pytest.fixture
def chair(client, case):
    client.force_login(case.people["chair"])
    return case.people["chair"]


def texts(review):
    return list(review.key_lines.values_list("number", "text"))


def release_terms(case):
    return DocumentFactory(review=case.review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)


EVERYBODY = {"coordinator", "csp-chair", "chair", "author", "panel-member", "imr-author", "other-imr-author"}
AT_FIRST = {"coordinator", "csp-chair", "chair", "author"}


@pytest.mark.parametrize(("released", "readers"), [(False, AT_FIRST), (True, EVERYBODY)])
def test_who_reads_the_key_lines_before_and_after_the_terms_are_released(client, case, released, readers):
    key_lines(case.review, "What was known?")
    if released:
        release_terms(case)
    answers = {}
    for role, user in case.people.items():
        client.force_login(user)
        answers[role] = client.get(case.address("key-lines")).status_code
    assert {role for role, status in answers.items() if status == 200} == readers
    assert {status for role, status in answers.items() if role not in readers} == {404}
    assert {role for role, user in case.people.items() if KeyLine.objects.visible_to(user).exists()} == readers


@pytest.mark.parametrize("name", ["add", "change", "move", "remove"])
def test_only_those_who_write_the_case_change_its_key_lines(client, case, name):
    (line,) = key_lines(case.review, "What was known?")
    release_terms(case)
    address = case.address(f"key-line-{name}", *([] if name == "add" else [line.pk]))
    for role in set(case.people) - {"coordinator", "chair", "author"}:
        client.force_login(case.people[role])
        assert client.post(address, ENTERED).status_code == 404, role
    assert texts(case.review) == [(1, "What was known?")]


def test_a_line_of_another_review_is_not_found(client, case, chair):
    (other,) = key_lines(a_case().review, "Elsewhere?")
    for name in ("change", "move", "remove"):
        assert client.post(case.address(f"key-line-{name}", other.pk), ENTERED).status_code == 404
    assert client.get(case.address("key-line-change", 10**25)).status_code == 404
    assert KeyLine.objects.get().text == "Elsewhere?"


def test_a_key_line_is_added_in_its_place_with_its_themes(client, case, chair):
    key_lines(case.review, "First?", "Second?")
    assert client.post(case.address("key-line-add"), ENTERED | {"place": "2"}).status_code == 302
    assert texts(case.review) == [(1, "First?"), (2, "What did services know?"), (3, "Second?")]
    line = case.review.key_lines.get(number=2)
    assert set(line.themes.values_list("code", flat=True)) == {"alcohol", "suicide"}
    assert not line.generic


def test_themes_are_offered_by_family(client, case, chair):
    html = client.get(case.address("key-line-add")).content.decode()
    assert all(f">{theme.family_name}</legend>" in html for theme in Theme.objects.all())
    assert html.count('name="themes"') == Theme.objects.count()


def test_what_is_missing_is_said_and_what_was_typed_stays(client, case, chair):
    html = client.post(
        case.address("key-line-add"), {"text": "", "place": "9", "generic": "generic", "themes": ["alcohol"]}
    ).content.decode()
    assert "There is a problem" in html and "Write the key line of enquiry." in html
    assert 'value="alcohol" id="id_themes_' in html and html.count(" checked") == 2
    assert not case.review.key_lines.exists()


def test_a_key_line_moves_up_and_down(client, case, chair):
    _, second = key_lines(case.review, "First?", "Second?")
    response = client.post(case.address("key-line-move", second.pk), {"place": "1"})
    assert response.url.endswith(f"#entry-{second.pk}")
    assert texts(case.review) == [(1, "Second?"), (2, "First?")]
    client.post(case.address("key-line-move", second.pk), {"place": "nowhere"})
    assert texts(case.review) == [(1, "Second?"), (2, "First?")]
    assert client.get(case.address("key-line-move", second.pk)).status_code == 405


def test_moving_is_offered_where_there_is_somewhere_to_go(client, case, chair):
    key_lines(case.review, "First?", "Second?")
    html = client.get(case.address("key-lines")).content.decode()
    assert html.count("Move up") == html.count("Move down") == 1


def test_before_a_key_line_goes_the_page_says_what_answers_it(client, case, chair):
    line, _ = key_lines(case.review, "What was known?", "What was done?")
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.police, title="The police's IMR")
    Section.objects.create(document=imr, key="analysis-1", sort_order=0, number="5.1", heading="Asked", key_line=line)
    (lesson,) = lessons(case.review, "Staff asked too little.")
    lesson.key_line = line
    lesson.save()
    html = client.get(case.address("key-line-remove", line.pk)).content.decode()
    assert "The police&#x27;s IMR: section “5.1 Asked”" in html and "Staff asked too little." in html
    assert len(texts(case.review)) == 2
    client.post(case.address("key-line-remove", line.pk))
    assert texts(case.review) == [(1, "What was done?")]
    assert imr.sections.get().heading == "Asked"


def test_papers_that_print_the_key_lines_follow(client, case, chair):
    (line,) = key_lines(case.review, "What was known?")
    terms = showing(case.review, Placed.KEY_LINES, kind=DocumentKind.TERMS_OF_REFERENCE)
    place_again(case.review, Placed.KEY_LINES)
    client.post(case.address("key-line-change", line.pk), ENTERED)
    client.post(case.address("key-line-add"), ENTERED | {"text": "And then?", "place": "1"})
    assert printed(terms) == [("Key line 1", "And then?"), ("Key line 2", "What did services know?")]


def test_the_sections_of_an_imr_follow_the_key_lines_and_lose_no_text(client, case, chair):
    (line,) = key_lines(case.review, "What was known?")
    imr = begin(
        template_for(DocumentKind.IMR, case.review), review=case.review, by=chair, agency=case.police, title="IMR"
    )
    section = imr.sections.get(key_line=line)
    Section.objects.filter(pk=section.pk).update(body='<p data-block-key="abcdef">They knew of it.</p>')
    page = client.post(case.address("key-line-change", line.pk), ENTERED, follow=True).content.decode()
    assert "The sections of 1 paper that answer the key lines follow." in page
    section.refresh_from_db()
    assert section.heading == "What did services know?"
    client.post(case.address("key-line-remove", line.pk))
    assert Document.objects.get(pk=imr.pk).paragraphs.filter(text="They knew of it.").exists()


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_replaced(client, case, chair):
    (line,) = key_lines(case.review, "What was known?")
    address = case.address("key-line-change", line.pk)
    seen = client.get(address).context["form"].initial["seen"]
    KeyLine.objects.filter(pk=line.pk).update(text="What did they know?")
    response = client.post(address, ENTERED | {"seen": seen})
    html = response.content.decode()
    assert "“What did they know?”" in html and "What did services know?" in html
    assert texts(case.review) == [(1, "What did they know?")]
    client.post(address, ENTERED | {"seen": response.context["form"]["seen"].value()})
    assert texts(case.review) == [(1, "What did services know?")]
