"""A Word draft comes back into its paper."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dhr.areas.enums import Role
from dhr.exchange.downloads import Format, working_file
from dhr.exchange.models import WordDraft
from dhr.reviews.models import Document, KeyLine, PaperNote, Section, StoredFile
from dhr.reviews.paragraphs import materialise
from dhr.reviews.writing.saving import save_paper
from tests.factories import AreaFactory, DocumentFactory, ParticipationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area, first_name="Rowan")
    client.force_login(user)
    return user


@pytest.fixture
def paper(area):
    sections = {
        "Background": ["Amina lived alone.", "She asked her GP twice for help."],
        "Lessons": ["Ask again."],
        "Method": ["The panel met six times."],
    }
    return DocumentFactory(review__areas=[area], title="Overview report", sections=sections)


def taken_away(paper: Document, change=None) -> bytes:
    """`paper` as a Word file, after `change` was made to it."""
    file = WordFile(io.BytesIO(working_file(Document.objects.get(pk=paper.pk), Format.WORD).content))
    if change:
        change(file)
    return _saved(file)


def from_nothing(*paragraphs: tuple[str, str]) -> bytes:
    """A Word file with paragraphs of (style, text)."""
    file = WordFile()
    for style, text in paragraphs:
        file.add_paragraph(text, style=style)
    return _saved(file)


def _saved(file) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def paragraph(file, text: str):
    return next(each for each in file.paragraphs if each.text == text)


def reword(old: str, new: str):
    def change(file):
        paragraph(file, old).runs[0].text = new

    return change


def track(paragraph, kind: str, text: str) -> None:
    """Add `text` to `paragraph` as a tracked change ("ins" or "del")."""
    run = paragraph.add_run(text)._r
    if kind == "del":
        run.find(qn("w:t")).tag = qn("w:delText")
    around = OxmlElement(
        f"w:{kind}", {qn("w:id"): "9", qn("w:author"): "Sam Fox", qn("w:date"): "2024-03-05T10:00:00Z"}
    )
    paragraph._p.replace(run, around)
    around.append(run)


def send(client, paper: Document, content: bytes, name="draft.docx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("word-draft-send", args=[paper.public_id]), {"file": file}, follow=True)


def keep(client, page):
    return client.post(page.request["PATH_INFO"], {"seen": page.context["seen"]}, follow=True)


def bodies(paper: Document) -> dict[str, str]:
    return dict(Section.objects.filter(document=paper).values_list("heading", "body"))


def texts(paper: Document) -> list[str]:
    return list(paper.paragraphs.values_list("text", flat=True))


def test_a_paper_that_comes_back_as_it_went_changes_nothing(client, coordinator, paper):
    page = send(client, paper, taken_away(paper))
    assert page.context["proposal"].differences == []
    assert page.context["proposal"].missing == []
    assert "The draft changes no words" in page.content.decode()


def test_changed_words_are_shown_and_kept_once_agreed(client, coordinator, paper):
    keys = dict(paper.paragraphs.values_list("text", "key"))
    before = bodies(paper)
    page = send(
        client,
        paper,
        taken_away(paper, reword("She asked her GP twice for help.", "She asked her GP three times for help.")),
    )
    shown = page.content.decode()
    assert '<span class="govuk-visually-hidden">added: </span>three times</ins>' in shown
    assert '<span class="govuk-visually-hidden">removed: </span>twice</del>' in shown
    assert bodies(paper) == before
    keep(client, page)
    row = paper.paragraphs.get(text="She asked her GP three times for help.")
    assert row.key == keys["She asked her GP twice for help."]
    assert bodies(paper)["Lessons"] == before["Lessons"]
    paper.refresh_from_db()
    assert paper.latest_revision.user == coordinator
    assert paper.named_versions.get().name == "From Word: draft.docx"
    assert paper.named_versions.get().revision == paper.latest_revision
    assert not WordDraft.objects.waiting().exists()


def test_two_drafts_of_one_name_are_told_apart(client, coordinator, paper):
    for word in ("one", "two"):
        keep(client, send(client, paper, taken_away(paper, reword("Ask again.", f"Ask {word}."))))
        type(paper).objects.get(pk=paper.pk)
        paper = Document.objects.get(pk=paper.pk)
        if word == "one":
            save_paper(
                paper,
                by=coordinator,
                bodies={"section-1": "<p>Ask again.</p>"},
                on_top_of=paper.latest_revision,
            )
    names = set(paper.named_versions.values_list("name", flat=True))
    assert names == {"From Word: draft.docx", "From Word: draft.docx (2)"}


def test_tracked_changes_are_listed_and_never_decided_silently(client, coordinator, paper):
    content = taken_away(paper, lambda file: track(paragraph(file, "Ask again."), "ins", " And listen."))
    page = send(client, paper, content)
    assert "The draft has tracked changes" in page.content.decode()
    assert "Sam Fox" in page.content.decode()
    draft = WordDraft.objects.get()
    assert client.get(reverse("word-draft", args=[draft.pk])).url == reverse("word-draft-changes", args=[draft.pk])
    assert client.post(reverse("word-draft", args=[draft.pk])).status_code == 302
    page = client.post(reverse("word-draft-changes", args=[draft.pk]), {})
    assert "Say whether to accept or to reject" in page.content.decode()
    page = client.post(reverse("word-draft-changes", args=[draft.pk]), {"changes": "reject"}, follow=True)
    assert page.context["proposal"].differences == []
    page = client.post(reverse("word-draft-changes", args=[draft.pk]), {"changes": "accept"}, follow=True)
    keep(client, page)
    assert "Ask again. And listen." in texts(paper)


def test_headings_are_matched_whatever_their_number_and_case(client, coordinator, paper):
    content = from_nothing(
        ("Heading 1", "3. METHOD"),
        ("Normal", "The panel met seven times."),
        ("Heading 1", "Lessons:"),
        ("Normal", "Ask again."),
    )
    page = send(client, paper, content)
    proposal = page.context["proposal"]
    assert [part.heading for part in proposal.differences] == ["Method"]
    assert [section.heading for section in proposal.missing] == ["Background"]
    before = bodies(paper)["Background"]
    keep(client, page)
    assert bodies(paper)["Background"] == before
    assert "The panel met seven times." in texts(paper)


def test_the_text_of_an_unknown_heading_goes_where_the_person_says(client, coordinator, paper):
    content = from_nothing(
        ("Normal", "A cover."),
        ("Heading 1", "Background"),
        ("Normal", "Amina lived alone."),
        ("Heading 1", "Childhood"),
        ("Normal", "She grew up in Leeds."),
        ("Heading 2", "School"),
        ("Normal", "She liked it."),
        ("Heading 1", "What we learnt"),
        ("Normal", "Ask always."),
    )
    page = send(client, paper, content)
    form = page.context["form"]
    assert [field.label for field in form] == ["The text before the first heading", "Childhood", "What we learnt"]
    assert "A cover." in page.content.decode()
    assert form.fields["place-2"].initial == "above"
    address = page.request["PATH_INFO"]
    assert "Choose where each heading goes." in client.post(address, {"place-0": "out"}).content.decode()
    page = client.post(address, {"place-0": "out", "place-2": "above", "place-4": "section-1"}, follow=True)
    assert "Left out, as you chose" in page.content.decode()
    keep(client, page)
    rows = [(row.section.heading, row.kind, row.text) for row in paper.paragraphs.select_related("section")]
    assert rows == [
        ("Background", "paragraph", "Amina lived alone."),
        ("Background", "heading", "Childhood"),
        ("Background", "paragraph", "She grew up in Leeds."),
        ("Background", "heading", "School"),
        ("Background", "paragraph", "She liked it."),
        ("Lessons", "paragraph", "Ask always."),
        ("Method", "paragraph", "The panel met six times."),
    ]
    assert paper.paragraphs.get(text="School").form["level"] == 2


def test_a_paper_saved_in_between_is_shown_and_asked_about_again(client, coordinator, paper, area):
    page = send(client, paper, taken_away(paper, reword("Ask again.", "Ask always.")))
    other = UserFactory.coordinator(area)
    save_paper(paper, by=other, bodies={"section-2": "<p>The panel met twice.</p>"}, on_top_of=None)
    page = keep(client, page)
    assert "Somebody saved the paper since you looked" in page.content.decode()
    assert "Ask again." in texts(paper)
    assert [part.heading for part in page.context["proposal"].differences] == ["Lessons", "Method"]
    keep(client, page)
    assert "Ask always." in texts(paper)


def test_a_locked_paper_keeps_its_words_and_the_draft_waits(client, coordinator, paper, area):
    page = send(client, paper, taken_away(paper, reword("Ask again.", "Ask always.")))
    Document.objects.filter(pk=paper.pk).update(locked=True, locked_by=UserFactory.coordinator(area))
    page = keep(client, page)
    assert "has locked this paper" in page.content.decode()
    assert "Ask again." in texts(paper)
    assert WordDraft.objects.waiting().exists()


def test_comments_become_notes_that_can_be_resolved(client, coordinator, paper):
    def comment(file):
        runs = paragraph(file, "Ask again.").runs
        file.add_comment(runs, text="Whom?", author="Sam Fox", initials="SF")

    content = taken_away(paper, comment)
    keep(client, send(client, paper, content))
    note = PaperNote.objects.get(document=paper)
    assert (note.author_name, note.text, note.section_key) == ("Sam Fox", "Whom?", "section-1")
    assert "Ask again" in note.quote
    assert not paper.revisions.exists()  # no word changed
    desk = reverse("work-paper", args=[paper.public_id])
    assert "Whom?" in client.get(desk).content.decode()
    client.post(reverse("resolve-note", args=[note.pk]))
    note.refresh_from_db()
    assert note.resolved_by == coordinator
    assert send(client, paper, content).context["proposal"].notes == []


def test_what_the_paper_shows_of_the_review_is_not_taken_for_text(client, coordinator, paper):
    for number, text in enumerate(("Was the risk known?", "Was she asked?"), start=1):
        KeyLine.objects.create(review=paper.review, number=number, text=text)
    Section.objects.filter(document=paper, key="section-2").update(shows="key-lines")
    materialise(Document.objects.get(pk=paper.pk))

    def change(file):
        found = next(each for each in file.paragraphs if "Was she asked?" in each.text)
        next(run for run in found.runs if "asked" in run.text).text = "Was he asked?"

    assert send(client, paper, taken_away(paper)).context["proposal"].differences == []
    page = send(client, paper, taken_away(paper, change))
    assert page.context["proposal"].differences == []
    assert "Key line 2 reads otherwise in the draft: “Was he asked?”" in page.content.decode()


def test_guidance_of_a_blank_template_is_not_taken_over(client, coordinator, paper):
    Section.objects.filter(document=paper, key="section-1").update(guidance="Say what was learnt.\n\nBe kind.")
    content = from_nothing(
        ("Heading 1", "Lessons"), ("Quote", "Say what was learnt."), ("Quote", "Be kind."), ("Normal", "Ask always.")
    )
    keep(client, send(client, paper, content))
    assert [text for text in texts(paper) if "learnt" in text or "kind" in text] == []
    assert "Ask always." in texts(paper)


def test_rows_that_wait_to_be_filled_in_stay(client, coordinator, paper):
    table = (
        "<table><thead><tr><th>When</th><th>Who</th></tr></thead><tbody><tr><td></td><td></td></tr>"
        "<tr><td>May</td><td>GP</td></tr><tr><td></td><td></td></tr></tbody></table><p>|</p>"
    )
    save_paper(paper, by=coordinator, bodies={"section-1": table}, on_top_of=None)
    assert send(client, paper, taken_away(paper)).context["proposal"].differences == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.docx", b"", "empty"),
        ("broken.docx", b"PK\x03\x04 nothing", "damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office version"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("paper.txt", b"1. Introduction\n\nWords.", "no Word document"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(client, coordinator, paper, name, content, told):
    page = send(client, paper, content, name=name)
    assert told in " ".join(page.context["form"].errors["file"])
    assert not WordDraft.objects.exists()


def test_a_file_beyond_the_limit_is_refused(client, coordinator, paper, settings):
    settings.UPLOAD_LIMIT = 10
    page = send(client, paper, taken_away(paper))
    assert "larger than" in " ".join(page.context["form"].errors["file"])


def test_a_dropped_draft_leaves_neither_row_nor_file(
    client, coordinator, paper, private_files, django_capture_on_commit_callbacks
):
    send(client, paper, taken_away(paper, reword("Ask again.", "Ask always.")))
    drop = reverse("word-draft-drop", args=[WordDraft.objects.get().pk])
    assert "Drop the draft" in client.get(drop).content.decode()
    assert WordDraft.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(drop)
    assert not WordDraft.objects.exists()
    assert not StoredFile.objects.exists()
    assert private_files() == []
    assert "Ask again." in texts(paper)


def test_a_draft_that_was_sent_waits_on_the_papers_page(client, coordinator, paper):
    send(client, paper, taken_away(paper, reword("Ask again.", "Ask always.")), name="panel.docx")
    assert "panel.docx" in client.get(reverse("work-paper", args=[paper.public_id])).content.decode()
    assert "panel.docx" in client.get(reverse("word-draft-send", args=[paper.public_id])).content.decode()


@pytest.mark.parametrize("stranger", ["other area", "panel member"])
def test_who_may_not_write_the_paper_finds_no_draft_of_it(client, coordinator, paper, area, stranger):
    send(client, paper, taken_away(paper, reword("Ask again.", "Ask always.")))
    draft = WordDraft.objects.get()
    note = PaperNote.objects.create(document=paper, text="Whom?")
    if stranger == "other area":
        user = UserFactory.coordinator(AreaFactory())
    else:
        Document.objects.filter(pk=paper.pk).update(released_to_panel=True)
        user = ParticipationFactory(review=paper.review, role=Role.PANEL_MEMBER).user
        client.force_login(user)
        desk = client.get(reverse("work-paper", args=[paper.public_id])).content.decode()
        assert "draft.docx" not in desk
        assert "Whom?" not in desk
    client.force_login(user)
    addresses = [reverse("word-draft-send", args=[paper.public_id]), reverse("file", args=[draft.file.pk])]
    for name in ("word-draft", "word-draft-changes", "word-draft-headings", "word-draft-drop"):
        addresses.append(reverse(name, args=[draft.pk]))
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"seen": "", "changes": "accept"}).status_code == 404, address
    assert client.post(reverse("resolve-note", args=[note.pk])).status_code == 404
    assert WordDraft.objects.get().kept_at is None
