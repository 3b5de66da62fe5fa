import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from dhr.areas.enums import Role
from dhr.areas.models import Membership
from dhr.exchange.models import RegisterImport
from dhr.formats import NewColumn, NewSheet, write_workbook
from dhr.reviews.models import Review, StoredFile
from tests.factories import AreaFactory, MembershipFactory, ParticipationFactory, ReviewFactory, UserFactory

from .registers import a_register, a_row

pytestmark = pytest.mark.django_db
SEND = "register-import"


@pytest.fixture
def area():
    return AreaFactory(name="Northley")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def send(client, area, *rows, name="register.csv", data=None):
    file = SimpleUploadedFile(name, a_register(*rows) if data is None else data)
    return client.post(reverse(SEND), {"file": file, "area": area.pk})


def choose(client, pk, **changed):
    """Agree to the columns as guessed, but for those `changed`."""
    page = client.get(reverse("register-columns", args=[pk]))
    form, sheet = page.context["form"], page.context["sheet"]
    chosen = {key: form[key].value() for key in form.fields} | {key.replace("_", "-"): v for key, v in changed.items()}
    place = {"sheet": sheet.name, "header_row": sheet.header_row}
    return client.post(reverse("register-columns", args=[pk]), chosen | place)


def sent(client, area, *rows) -> str:
    """Send a file and agree to the guessed columns; the address of the preview."""
    send(client, area, *rows)
    response = choose(client, RegisterImport.objects.last().pk)
    assert response.status_code == 302
    return response.url


def agree(client, address):
    return client.post(address, {"digest": client.get(address).context["plan"].digest}, follow=True)


def errors(response) -> str:
    form = response.context["form"]
    return " ".join(message for messages in form.errors.values() for message in messages)


def test_a_coordinator_brings_in_a_register(client, coordinator, area, private_files):
    response = send(client, area, a_row(notified="3/6/2021"), a_row(reference="R2", title="Case 2"))
    found = RegisterImport.objects.get()
    assert response.url == reverse("register-columns", args=[found.pk])
    address = choose(client, found.pk).url
    assert not Review.objects.exists()
    page = client.get(address)
    assert "Save 2 rows" in page.content.decode()
    assert "3 June 2021" in page.content.decode()
    done = agree(client, address)
    assert "The register is saved" in done.content.decode()
    assert set(Review.objects.visible_to(coordinator).values_list("reference", flat=True)) == {"R1", "R2"}
    found.refresh_from_db()
    assert (found.saved_at is not None, found.counts["new"], len(private_files())) == (True, 2, 1)


def test_looking_saves_nothing(client, coordinator, area):
    address = sent(client, area, a_row())
    for _ in range(2):
        client.get(address)
    assert not Review.objects.exists()


def test_the_same_file_again_has_nothing_to_save(client, coordinator, area):
    agree(client, sent(client, area, a_row(notified="3/6/2021")))
    page = client.get(sent(client, area, a_row(notified="3/6/2021"))).content.decode()
    assert "There is nothing to save" in page
    assert '<button type="submit" class="govuk-button" data-module' not in page


def test_a_change_meanwhile_is_shown_before_it_is_saved_over(client, coordinator, area):
    agree(client, sent(client, area, a_row()))
    address = sent(client, area, a_row(title="Nadia, died May 2021"))
    digest = client.get(address).context["plan"].digest
    Review.objects.update(title="Somebody else’s title")
    again = client.post(address, {"digest": digest})
    assert "has changed since you looked" in again.content.decode()
    assert "Somebody else’s title" in again.content.decode()
    assert Review.objects.get().title == "Somebody else’s title"
    agree(client, address)
    assert Review.objects.get().title == "Nadia, died May 2021"


def test_agreeing_twice_saves_once(client, coordinator, area):
    address = sent(client, area, a_row())
    digest = client.get(address).context["plan"].digest
    for _ in range(2):
        assert "The register is saved" in client.post(address, {"digest": digest}, follow=True).content.decode()
    assert Review.objects.count() == 1


def test_nothing_is_saved_without_the_plan_that_was_looked_at(client, coordinator, area):
    client.post(sent(client, area, a_row()), {})
    assert not Review.objects.exists()


def test_refused_rows_come_back_to_be_mended(client, coordinator, area):
    rows = [a_row(notified="soon"), a_row(reference="=2", title="Case 2", notified="3/6/2021")]
    address = sent(client, area, *rows)
    assert escape("“soon” is no date") in client.get(address).content.decode()
    agree(client, address)
    assert Review.objects.get().reference == "=2"
    answer = client.get(f"{address}refused.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["Reference"], row["Notified"], row["Row in the file"]) == ("R1", "soon", "2")
    assert "is no date" in row["What is wrong"]
    mended = text.replace("soon", "5/6/2021").encode()
    send(client, area, data=mended)
    agree(client, choose(client, RegisterImport.objects.last().pk).url)
    assert Review.objects.count() == 2


def test_columns_are_remembered_for_the_area(client, coordinator, area):
    row = {"Our number": "R1", "Called": "Amina"}
    send(client, area, row)
    first = RegisterImport.objects.get()
    assert "Choose the column with the reference." in errors(choose(client, first.pk))
    choose(client, first.pk, reference="Our number", title="Called")
    other = UserFactory.coordinator(area)
    client.force_login(other)
    send(client, area, row | {"Notified": "3/6/2021"})
    form = client.get(reverse("register-columns", args=[RegisterImport.objects.last().pk])).context["form"]
    assert (form["reference"].value(), form["title"].value()) == ("Our number", "Called")
    assert form["step-1"].value() == "Notified"


def test_a_column_stands_for_one_thing(client, coordinator, area):
    send(client, area, a_row())
    response = choose(client, RegisterImport.objects.get().pk, category="Title")
    assert "“Title” is chosen for “Title” too" in errors(response)
    assert "Error: Which column is which" in response.content.decode()


def test_columns_that_are_not_read_are_named(client, coordinator, area):
    page = client.get(sent(client, area, a_row() | {"Officer": "R. Ashby", "Blank": ""})).content.decode()
    assert "not read: Officer." in page


def test_the_sheet_and_the_row_of_the_headings_can_be_chosen(client, coordinator, area):
    columns = (NewColumn("Reference"), NewColumn("Title"))
    data = write_workbook(
        NewSheet("Notes", (NewColumn("About"), NewColumn("This"))[:2], [["a", "b"]]),
        NewSheet("Cases", columns, [["R1", "Amina"], ["Reference", "Title"], ["R2", "Nadia"]]),
    )
    send(client, area, data=data, name="cases.xlsx")
    address = reverse("register-columns", args=[RegisterImport.objects.get().pk])
    page = client.get(address)
    assert (page.context["sheet"].name, page.context["sheet"].header_row) == ("Cases", 1)
    page = client.get(address, {"sheet": "Cases", "header_row": 3})
    assert page.context["sheet"].header_row == 3
    assert "Nothing stands in row 9" in client.get(address, {"sheet": "Cases", "header_row": 9}).content.decode()
    assert client.get(address, {"sheet": "Gone", "header_row": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.csv", b"", "empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old Office version"),
        ("report.pdf", b"%PDF-1.7", "This is a PDF"),
        ("cut.xlsx", b"PK\x03\x04", "damaged"),
        ("long.csv", b"Reference,Title\n" + b"a,b\n" * 2_200, "more than 2,100 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_kindly_and_not_kept(client, coordinator, area, name, data, told):
    response = send(client, area, data=data, name=name)
    assert told in errors(response)
    assert not StoredFile.objects.exists()


def test_a_file_with_too_many_rows_for_a_register_says_so(client, coordinator, area):
    send(client, area, *[a_row(reference=f"R{n}") for n in range(2_001)])
    assert "2,000 can be read at once" in errors(choose(client, RegisterImport.objects.get().pk))


def test_a_file_is_discarded_once_confirmed(
    client, coordinator, area, private_files, django_capture_on_commit_callbacks
):
    sent(client, area, a_row())
    address = reverse("register-discard", args=[RegisterImport.objects.get().pk])
    assert "Discard “register.csv”?" in client.get(address).content.decode()
    assert RegisterImport.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert not RegisterImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert private_files() == []


def test_the_file_of_a_saved_register_is_there_as_it_came(client, coordinator, area):
    address = sent(client, area, a_row())
    stored = reverse("register-original", args=[RegisterImport.objects.get().pk])
    assert stored not in client.get(reverse(SEND)).content.decode()
    for page in (agree(client, address), client.get(reverse(SEND))):
        assert stored in page.content.decode() and "register.csv" in page.content.decode()
    answer = client.get(stored)
    assert b"".join(answer.streaming_content) == a_register(a_row())
    assert answer["Content-Disposition"] == 'attachment; filename="register.csv"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/octet-stream", "private, no-store")
    assert client.post(stored).status_code == 405


def test_what_is_saved_cannot_be_discarded_or_mapped_anew(client, coordinator, area):
    address = sent(client, area, a_row())
    agree(client, address)
    pk = RegisterImport.objects.get().pk
    assert client.post(reverse("register-discard", args=[pk])).status_code == 404
    assert client.get(reverse("register-columns", args=[pk])).url == address


def test_nobody_finds_a_file_of_somebody_else(client, coordinator, area):
    sent(client, area, a_row())
    pk = RegisterImport.objects.get().pk
    stored = StoredFile.objects.get()
    pages = ("preview", "columns", "refused", "original", "discard")
    addresses = [reverse(f"register-{name}", args=[pk]) for name in pages]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        answer.getvalue()  # a file is closed once it is read
    for user in (UserFactory.coordinator(area), UserFactory.coordinator(AreaFactory()), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404] * 5
        writing = [address for name, address in zip(pages, addresses, strict=True) if name != "original"]
        assert [client.post(address).status_code for address in writing] == [404] * 4
        assert client.get(reverse("file", args=[stored.pk])).status_code == 404
        assert "register.csv" not in client.get(reverse(SEND)).content.decode()
    client.force_login(coordinator)
    assert client.get(reverse("file", args=[stored.pk])).status_code == 404


def test_who_left_the_area_finds_the_own_file_no_more(client, coordinator, area):
    address = sent(client, area, a_row())
    Membership.objects.all().delete()
    assert client.get(address).status_code == 404
    assert client.get(reverse(SEND)).status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.CSP_CHAIR])
def test_who_may_register_nothing_finds_no_page(client, area, role):
    user = UserFactory()
    MembershipFactory(user=user, area=area, role=role)
    ParticipationFactory(user=user, role=Role.CHAIR)
    client.force_login(user)
    for name in (SEND, "register-template-xlsx", "register-template-csv"):
        assert client.get(reverse(name)).status_code == 404


def test_signed_out_visitors_are_asked_to_sign_in(client):
    for name in ("preview", "columns", "refused", "original", "discard"):
        address = reverse(f"register-{name}", args=[1])
        assert client.get(address).url.startswith(reverse("account_login"))
        assert client.post(address).url.startswith(reverse("account_login"))


def test_another_area_cannot_be_chosen(client, coordinator):
    other = AreaFactory()
    response = send(client, other, a_row())
    assert "area" in response.context["form"].errors
    assert not StoredFile.objects.exists()


def test_a_row_of_another_area_tells_nothing_and_changes_nothing(client, coordinator, area):
    other = AreaFactory(name="Hidden Vale")
    hidden = ReviewFactory(reference="R1", title="Canary", areas=[other])
    page = client.get(sent(client, area, a_row(area="Hidden Vale", title="Nadia"))).content.decode()
    assert "Canary" not in page
    assert "is no area whose register you can bring in. Yours: Northley." in page
    hidden.refresh_from_db()
    assert hidden.title == "Canary"


def test_the_templates_are_downloaded(client, coordinator):
    xlsx = client.get(reverse("register-template-xlsx"))
    assert xlsx["Content-Disposition"] == 'attachment; filename="register-template.xlsx"'
    assert xlsx.content.startswith(b"PK")
    text = b"".join(client.get(reverse("register-template-csv")).streaming_content).decode("utf-8-sig")
    assert text.startswith("Reference,Title,Area,")


def test_long_registers_come_in_pages_and_by_outcome(client, coordinator, area):
    rows = [a_row(reference=f"R{n}", title=f"Case {n}") for n in range(60)]
    address = sent(client, area, *rows, a_row(reference="R99", title="Wrong one", notified="soon"))
    assert len(client.get(address).context["page"]) == 50
    page = client.get(address, {"show": "refused"})
    assert [row.reference for row in page.context["page"]] == ["R99"]
    assert client.get(address, {"show": "nonsense"}).context["page"].paginator.count == 61
