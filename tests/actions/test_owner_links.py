"""The link in an owner's e-mail: one action, one owner, for a time, and nothing else."""

import datetime
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import ActionStatus, EvidenceKind, UpdateKind
from dhr.actions.links import token_of
from dhr.actions.models import Action, Evidence, LinkRequest, Milestone, TrackingRules
from dhr.actions.updates import NewEvidence, record
from tests.factories import ActionFactory, OwnerFactory, RecommendationFactory, ReviewFactory, UserFactory
from tests.moments import lived

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'(?:href|src|action)="([^"#]*)')


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def action(owner):
    """Of a review whose other words nobody may learn by the link."""
    review = ReviewFactory(title="Zebedee, died May 2021", reference="SECRET-REF")
    RecommendationFactory(review=review, text="Another recommendation of it.")
    recommendation = RecommendationFactory(review=review, text="The service should ask every patient.")
    return ActionFactory(recommendation=recommendation, owner=owner, text="Train the nurses.")


@pytest.fixture
def link(action, owner):
    return reverse("owner-link", args=[token_of(action, owner)])


def report(client, link, what, **said):
    return client.post(f"{link}report/{what}/", said)


def test_the_link_shows_the_action_and_its_recommendation_and_nothing_else_of_the_review(client, action, link):
    page = client.get(link)
    shown = page.content.decode()
    assert "Train the nurses." in shown
    assert "The service should ask every patient." in shown
    assert str(action.recommendation.lead_area) in shown
    for hidden in ("Zebedee", "SECRET-REF", "Another recommendation", action.recommendation.review.public_id):
        assert hidden not in shown


def test_every_address_on_the_page_is_public_or_of_this_action(client, action, owner, link):
    Milestone.objects.create(action=action, text="Book a trainer.")
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[_evidence()])
    addresses = set(ADDRESS.findall(client.get(link).content.decode()))
    own = {address for address in addresses if address.startswith("/act/")}
    assert own and all(address.startswith(link) for address in own)
    for address in addresses - own:
        assert not address.startswith(("/desk/", "/admin/", "/reviews/", "/papers/", "/files/")), address


def test_nothing_of_the_visit_is_kept_anywhere_but_here(client, action, link):
    for address in (link, f"{link}report/progress/", f"{link}evidence/1/", "/act/nonsense/"):
        page = client.get(address)
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page["X-Robots-Tag"]
    report(client, link, "progress", text="Half of them.")
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()


def test_a_link_is_dead_after_its_time(client, settings, action, owner):
    with time_machine.travel(timezone.now() - datetime.timedelta(days=settings.OWNER_LINK_DAYS, hours=1)):
        old = reverse("owner-link", args=[token_of(action, owner)])
        assert client.get(old).status_code == 200
    assert client.get(old).status_code == 410
    assert report(client, old, "progress", text="Late.").status_code == 410
    assert not action.updates.exists()


def another_owns_it(action, owner):
    action.owner = OwnerFactory()
    action.save()


def they_retire(action, owner):
    owner.retired_on = timezone.localdate()
    owner.save()


def their_address_changes(action, owner):
    owner.email = "elsewhere@example.org"
    owner.save()


@pytest.mark.parametrize("happens", [another_owns_it, they_retire, their_address_changes])
def test_a_link_is_dead_at_once_when(client, action, owner, link, happens):
    assert client.get(link).status_code == 200
    happens(action, owner)
    assert client.get(link).status_code == 410
    client.post(f"{link}again/")
    assert not LinkRequest.objects.exists()  # nothing is sent to whoever had it


def test_a_contributor_has_a_link_of_their_own_until_they_contribute_no_longer(client, action):
    contributor = OwnerFactory()
    action.contributors.add(contributor)
    link = reverse("owner-link", args=[token_of(action, contributor)])
    report(client, link, "progress", text="My part is done.")
    assert action.updates.get().by_owner == contributor
    action.contributors.clear()
    assert client.get(link).status_code == 410


def test_a_tampered_link_opens_nothing(client, action, owner, link):
    others = token_of(ActionFactory(owner=owner), OwnerFactory())
    token = link.split("/")[2]
    payload, signed = token.split(":", 1)
    for wrong in (f"{payload[:-1]}A:{signed}", f"{others.split(':', 1)[0]}:{signed}", token[:-3], "nonsense", others):
        assert client.get(f"/act/{wrong}/").status_code == 410, wrong


def test_a_dead_link_answers_alike_whether_or_not_it_ever_was_somebodys(client, settings, action, owner):
    with lived(settings.OWNER_LINK_DAYS + 1):
        old = token_of(action, owner)
    answers = {}
    for token in (old, "nonsense"):
        dead, asked = client.get(f"/act/{token}/"), client.post(f"/act/{token}/again/")
        answers[token] = (dead.status_code, asked.status_code, asked.content)
        assert b"Ask for a new link" in dead.content
    assert answers[old] == answers["nonsense"]
    assert LinkRequest.objects.get().action == action
    client.post(f"/act/{old}/again/")
    assert LinkRequest.objects.count() == 1


def test_another_actions_milestones_and_files_are_not_there(client, action, owner, link):
    another = ActionFactory(owner=owner)
    milestone = Milestone.objects.create(action=another, text="Theirs.")
    record(another, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[_evidence()])
    evidence = Evidence.objects.get()
    assert client.get(f"{link}milestones/{milestone.pk}/").status_code == 404
    assert client.post(f"{link}milestones/{milestone.pk}/", {"on": "1 1 2020"}).status_code == 404
    assert client.get(f"{link}evidence/{evidence.pk}/").status_code == 404


def test_a_delivery_with_a_file_comes_by_the_link_and_the_file_is_there_again(client, action, owner, link):
    action.starts_on = datetime.date(2026, 1, 5)
    action.save()
    sent = report(
        client,
        link,
        "delivered",
        text="All nurses are trained.",
        on="1 2 2026",
        evidence_kind=EvidenceKind.PRACTICE_AUDIT,
        evidence_dated="1 2 2026",
        evidence_shows="38 of 40 files",
        evidence_file=SimpleUploadedFile("audit.txt", b"38 of 40"),
    )
    assert sent.status_code == 302, sent.context["form"].errors
    action.refresh_from_db()
    assert (action.status, action.delivered_on) == (ActionStatus.DELIVERED, datetime.date(2026, 2, 1))
    update = action.updates.get()
    assert (update.by, update.by_owner) == (None, owner)
    served = client.get(f"{link}evidence/{update.evidence.get().pk}/")
    assert b"".join(served.streaming_content) == b"38 of 40"
    assert served["Content-Disposition"].startswith("attachment")
    assert served["X-Content-Type-Options"] == "nosniff"


def test_who_is_signed_in_and_reports_by_a_link_is_named_and_cannot_verify(client, action, owner, link):
    coordinator = UserFactory()
    client.force_login(coordinator)
    report(client, link, "progress", text="I hold their link.")
    assert action.updates.get().by == coordinator


def test_back_after_an_answer_leads_to_the_action_with_a_sentence(client, action, link):
    record(action, UpdateKind.QUERIED, by=UserFactory(), text="Which teams?")
    assert report(client, link, "answer", text="All of them.").status_code == 302
    back = client.get(f"{link}report/answer/", follow=True)
    assert back.redirect_chain == [(link, 302)]
    assert "No query waits for an answer" in back.content.decode()


def test_a_form_needs_no_cookie(action, link):
    strict = Client(enforce_csrf_checks=True)
    assert report(strict, link, "progress", text="By a browser that names no origin.").status_code == 302


def test_links_are_not_tried_without_end(client, settings, link):
    settings.ACCOUNT_RATE_LIMITS = {"owner-link": "2/m/ip"}
    cache.clear()
    sent = [report(client, link, "progress", text="Again.").status_code for _ in range(3)]
    assert sent == [302, 302, 429]
    assert client.post("/act/nonsense/again/").status_code == 429


WORDS = "Half of the nurses <b>are trained</b> & the rest by May."


def test_what_was_written_is_there_to_be_copied_when_the_link_died_meanwhile(client, action, owner, link):
    owner.retired_on = timezone.localdate()
    owner.save()
    dead = report(client, link, "progress", text=WORDS, percent="40")
    shown = dead.content.decode()
    assert dead.status_code == 410
    assert "Half of the nurses &lt;b&gt;are trained&lt;/b&gt; &amp; the rest by May." in shown and "40" in shown
    for hidden in ("Train the nurses.", "The service should ask every patient.", "Zebedee"):
        assert hidden not in shown
    assert not action.updates.exists()
    assert "was not sent" not in client.get(link).content.decode()


def test_what_was_written_is_there_to_be_copied_when_there_were_too_many_attempts(client, settings, link):
    settings.ACCOUNT_RATE_LIMITS = {"owner-link": "1/m/ip"}
    cache.clear()
    client.post("/act/nonsense/again/")
    limited = report(client, link, "delivered", text=WORDS, evidence_shows="38 of 40")
    shown = limited.content.decode()
    assert limited.status_code == 429
    assert "&lt;b&gt;are trained" in shown and "38 of 40" in shown
    assert "Train the nurses." not in shown


def test_owners_are_told_whom_to_ask_or_where_no_one_is_given(client, settings, action, owner, link):
    area = action.recommendation.lead_area
    with lived(settings.OWNER_LINK_DAYS + 1):
        old = f"/act/{token_of(action, owner)}/"
    pages = [(client.get, link), (client.get, old), (client.post, f"{old}again/")]
    for ask, address in pages:
        assert "at the switchboard of the council" in ask(address).content.decode(), address
    TrackingRules.objects.create(
        area=area, contact_name="Cora Dean", contact_email="dhr@council.example", contact_phone="01632 960001"
    )
    for ask, address in pages:
        shown = ask(address).content.decode()
        assert "Cora Dean" in shown and "mailto:dhr@council.example" in shown and "01632 960001" in shown, address
    assert "Cora Dean" not in client.get("/act/nonsense/").content.decode()


def test_of_a_closed_action_no_new_link_is_promised(client, settings, action, owner):
    with lived(settings.OWNER_LINK_DAYS + 1):
        old = f"/act/{token_of(action, owner)}/"
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.COMPLETE, completed_on=timezone.localdate())
    dead, asked = client.get(old).content.decode(), client.post(f"{old}again/").content.decode()
    assert "The action is closed" in dead and "Ask for a new link" not in dead
    assert "The action is closed" in asked and "brings a new link" not in asked
    assert not LinkRequest.objects.exists()


def test_who_reloads_after_asking_comes_back_to_the_link(client, link):
    for again in (f"{link}again/", "/act/nonsense/again/"):
        assert client.get(again)["Location"] == again.removesuffix("again/")


def _evidence():
    return NewEvidence(EvidenceKind.DATA, datetime.date(2026, 1, 5), "38 of 40", link="https://example.org/audit")
