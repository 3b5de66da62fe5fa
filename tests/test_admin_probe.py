"""Every address of the editor's admin, asked by people of another area: they find no word of a paper, and change none.

The addresses come from the URL resolver, so that a view which a new version of the framework brings is asked as well.
"""

import io
import zipfile
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from wagtail.admin.models import EditingSession
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, ModelLogEntry, Page, Revision

from dhr.areas.doors import opens_to
from dhr.reviews.models import Document, NamedVersion, Section
from dhr.reviews.writing import guard, listing
from dhr.reviews.writing.saving import save_paper
from tests.factories import AgencyFactory, AreaFactory, DocumentFactory, ReviewFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARIES = {
    "title": "Quillfeather",
    "body": "Brambletuft",
    "heading": "Dapplewick",
    "former words": "Thistlecombe",
    "version": "Marrowsedge",
    "review": "Oakenshawe",
    "reference": "Pennybrackle",
    "agency": "Lintwhistle",
    "writer": "Hazelgrove",
}
QUERIES = ("?q=Quillfeath", "?export=csv", "?export=xlsx")  # a page may say again what was looked for


@pytest.fixture
def hidden():
    """A paper of another area with a history, a name for a version, and somebody who has it open."""
    area = AreaFactory()
    review = ReviewFactory(title=CANARIES["review"], reference=CANARIES["reference"], areas=[area])
    writer = UserFactory.coordinator(area, first_name=CANARIES["writer"])
    paper = DocumentFactory(
        review=review,
        title=CANARIES["title"],
        agency=AgencyFactory(name=CANARIES["agency"]),
        sections={CANARIES["heading"]: [CANARIES["former words"]]},
    )
    first = save_paper(paper, by=writer, bodies={}, on_top_of=None)
    save_paper(paper, by=writer, bodies={"section-0": f"<p>{CANARIES['body']}</p>"}, on_top_of=first)
    NamedVersion.objects.create(document=paper, revision=first, name=CANARIES["version"], by=writer)
    client = Client()
    client.force_login(writer)
    assert (
        CANARIES["body"]
        in client.get(reverse("wagtailsnippets_reviews_document:edit", args=[paper.pk])).content.decode()
    )
    return Document.objects.get(pk=paper.pk)


@pytest.fixture
def strangers():
    """Two coordinators of another area; the second has every permission that Django and Wagtail know."""
    area = AreaFactory()
    DocumentFactory(review=ReviewFactory(areas=[area]), sections={"Own": ["Own words."]})
    plain, mighty = UserFactory.coordinator(area), UserFactory.coordinator(area)
    everything = Group.objects.create(name="Everything")
    everything.permissions.set(Permission.objects.all())
    for permission in Permission.objects.filter(content_type=ContentType.objects.get_for_model(Page)):
        GroupPagePermission.objects.create(group=everything, page=Page.get_first_root_node(), permission=permission)
    for permission in Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"]):
        GroupCollectionPermission.objects.create(
            group=everything, collection=Collection.get_first_root_node(), permission=permission
        )
    mighty.groups.add(everything)
    return plain, mighty


def addresses(hidden: Document) -> list[str]:
    """Every address of the admin, with the hidden paper's numbers wherever a number is asked for."""
    first = hidden.revisions.order_by("pk").first()
    numbers = {
        "pk": hidden.pk,
        "object_id": hidden.pk,
        "revision_id": first.pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "session_id": EditingSession.objects.first().pk,
        "app_label": "reviews",
        "app_name": "reviews",
        "model_name": "document",
        "action": "delete",
    }
    found = []

    def walk(patterns, names=(), keys=(), inside=False):
        for pattern in patterns:
            inside_here = inside or str(pattern.pattern) == "admin/"
            wanted = (*keys, *(pattern.pattern.converters or getattr(pattern.pattern.regex, "groupindex", ())))
            if hasattr(pattern, "url_patterns"):
                below = (*names, pattern.namespace) if pattern.namespace else names
                walk(pattern.url_patterns, below, wanted, inside_here)
            elif inside_here and pattern.name:
                try:
                    found.append(
                        reverse(":".join([*names, pattern.name]), kwargs={key: numbers.get(key, 1) for key in wanted})
                    )
                except NoReverseMatch:
                    pytest.fail(f"No address for {names} {pattern.name} with {wanted}")

    walk(get_resolver().url_patterns)
    assert len(found) > 100
    return list(dict.fromkeys(found))


def state() -> tuple:
    """What nobody but its writers may change."""
    return tuple(
        tuple(rows.order_by("pk").values_list())
        for rows in (
            Document.objects.all(),
            Section.objects.all(),
            NamedVersion.objects.all(),
            Revision.objects.filter(content_type=ContentType.objects.get_for_model(Document)),
            ModelLogEntry.objects.all(),
        )
    )


def said(response) -> str:
    """All that an answer says: body, headers, messages, the texts in an archive."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(archive.read(name) for name in archive.namelist())
    return unescape(content.decode(errors="replace")) + str(response.headers) + str(response.cookies)


class Stranger:
    """Somebody's browser, that tells what each request told or changed; what it changed is taken back."""

    def __init__(self, user):
        self.user = user
        self.browser = Client(raise_request_exception=False)
        self.browser.force_login(user)
        self.before = state()

    def leaks(self, address: str, *, method="get", data=None, **headers) -> list[str]:
        with transaction.atomic():
            text = said(getattr(self.browser, method)(address, data or {}, **headers))
            changed = state() != self.before
            transaction.set_rollback(True)
        text += " ".join(f"{email.subject} {email.body}" for email in mail.outbox)
        mail.outbox.clear()
        found = [f"{method} {address} tells the {name}" for name, word in CANARIES.items() if word in text]
        return [*found, f"{method} {address} changes something"] if changed else found

    def probe(self, hidden: Document, everywhere: list[str]) -> list[str]:
        """What leaks anywhere. A view that is closed to this person is asked once each way."""
        posted = {"title": "Taken", "section-section-0": "<p>Taken</p>", "name": "Taken", "is_editing": "1"}
        listed = f"?id={hidden.pk}&id=all&review={hidden.review_id}&from=1&to=2"
        found = []
        for address in everywhere:
            found += self.leaks(address + listed)
            found += self.leaks(address + listed, method="post", data=posted)
            if not opens_to(self.user, resolve(address)):
                continue
            for query in ("", *QUERIES):
                found += self.leaks(address + query)
            found += self.leaks(address, headers={"x-requested-with": "XMLHttpRequest"})
            found += self.leaks(address, method="post", data=posted, headers={"accept": "application/json"})
            found += self.leaks(address, method="delete")
        return found


def test_no_address_of_the_admin_tells_or_changes_anything_of_another_areas_paper(hidden, strangers):
    everywhere = addresses(hidden)
    for user in strangers:
        assert Stranger(user).probe(hidden, everywhere) == []


def test_the_probe_would_find_a_leak(hidden, strangers, monkeypatch):
    """Without the check at the head of each view the same probe finds words told and a paper changed."""

    def unguarded(self, *args, **kwargs):
        super(guard.WritableOnly, self).setup(*args, **kwargs)

    monkeypatch.setattr(guard.WritableOnly, "setup", unguarded)
    papers = [address for address in addresses(hidden) if address.startswith("/admin/papers/")]
    found = Stranger(strangers[0]).probe(hidden, papers)
    for name in ("title", "body", "heading", "former words", "version", "writer"):
        assert any(leak.endswith(f"tells the {name}") for leak in found), name
    assert any(leak.endswith("changes something") for leak in found)


def test_the_probe_would_find_a_leak_in_lists(hidden, strangers, monkeypatch):
    monkeypatch.setattr(listing, "writable_by", lambda user: Document.objects.all())
    found = Stranger(strangers[0]).probe(hidden, ["/admin/", "/admin/papers/", "/admin/papers/results/"])
    assert {leak.split()[1].partition("?")[0] for leak in found} == {
        "/admin/",
        "/admin/papers/",
        "/admin/papers/results/",
    }
