"""A site with two areas, in which every object carries canary words of its own, and one person for each role.

A canary is a word that stands nowhere else: the object's name, and where in the object it stands, between letters
that no word has. Whoever gets an answer with a canary of something that they may not see has found a leak.
"""

import datetime
import io
import re
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from wagtail.models import Site

from dhr.actions.enums import BodyKind, EvidenceKind, Origin, UpdateKind
from dhr.actions.models import (
    Action,
    BoardReport,
    Body,
    Escalation,
    Meeting,
    Milestone,
    Owner,
    Priority,
    Recommendation,
    Repeat,
)
from dhr.actions.reports.issuing import issue
from dhr.actions.updates import NewEvidence, record
from dhr.areas.enums import Role
from dhr.areas.models import Agency, Area, Region, User
from dhr.exchange.models import ActionPlanImport, Ingestion, RegisterImport, WordDraft
from dhr.learning.decisions import decide
from dhr.learning.enums import Verdict
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.models import SiteTexts
from dhr.publishing.statements import publish_statement
from dhr.reviews.enums import DocumentKind, State
from dhr.reviews.models import (
    Document,
    DocumentTemplate,
    Invitation,
    KeyLine,
    Lesson,
    NamedVersion,
    PaperNote,
    Review,
    ReviewCharacteristic,
    StoredFile,
)
from dhr.reviews.standard import versions
from dhr.reviews.standard.content import SectionContent, TemplateContent, content_of, stamp
from dhr.reviews.standard.starters import starter_from
from dhr.search import upkeep
from dhr.search.already import keeping
from dhr.themes.models import Theme
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)

from .viewers import PUBLIC, SEES, VIEWERS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CANARY = re.compile(rb"zqx[a-z]+?xzq")
LINK = re.compile(rb'href="([^"?#]+)')


def canary(name: str, place: str) -> str:
    return f"zqx{name}x{place}xzq"


@dataclass
class World:
    users: dict[str, User]
    today: datetime.date = field(default_factory=timezone.localdate)  # the day on which it was made
    reviews: dict[str, Review] = field(default_factory=dict)
    papers: dict[str, Document] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    templates: dict[str, DocumentTemplate] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    owner_of: dict[str, str] = field(default_factory=dict)  # canary, or address, -> name of what it is of

    def plant(self, name: str, place: str) -> str:
        word = canary(name, place)
        self.owner_of[word] = name
        return word

    def leaked(self, content: bytes, viewer: str) -> set[str]:
        """The canaries in `content`, and the addresses in its links, of things that `viewer` may not see."""
        found = {word.decode() for word in CANARY.findall(content.lower())}
        found |= {path.decode() for path in LINK.findall(content) if path.decode() in self.owner_of}
        return {word for word in found if self.owner_of.get(word, "unplanted") not in SEES[viewer] | PUBLIC}


def a_world() -> World:
    region = RegionFactory()
    areas = {"own": AreaFactory(region=region), "other": AreaFactory()}
    agencies = {"police": AgencyFactory(kind="police"), "health": AgencyFactory()}
    world = World(users={}, areas=areas, regions={"own": region}, agencies=agencies)
    for name in ("own", "other"):
        _review(world, name, area=areas[name])
        _template(world, f"{name}template", area=areas[name])
    _draft(world, "owndraft", area=areas["own"])
    _public(world, areas["own"])
    _public_context(world, areas["other"])
    _early(world, areas["other"])
    _actions(world)
    _people(world)
    for name, template in world.templates.items():
        world.owner_of[reverse("template", args=[template.pk])] = name
    SiteTexts.for_site(Site.objects.get())
    for name, coordinator in (("own", "coordinator"), ("other", "other-coordinator")):
        _board_reports(world, name, by=world.users[coordinator])
    _what_moved(world)
    _repeats(world)
    return world


def _review(world: World, name: str, *, area: Area) -> None:
    review = world.reviews[name] = ReviewFactory(
        areas=[area],
        title=f"{world.plant(name, 'title')}, died May 2021",
        reference=world.plant(name, "reference"),
    )
    PersonFactory(review=review, key="victim", pseudonym=world.plant(name, "pseudonym").title())
    review.events.create(state=State.NOTIFIED, on=datetime.date(2021, 6, 1), reason=world.plant(name, "event"))
    review.extensions.create(
        agreed_on=world.today,
        until=world.today,
        reason=world.plant(name, "extension"),
        agreed_by=world.plant(name, "agreedby"),
    )
    review.pauses.create(since=world.today, reason=world.plant(name, "pause"), agreed_by="The chair")
    terms = f"{name}term"
    KeyLine.objects.create(review=review, number=1, text=f"How was {world.plant(terms, 'keyline')} known?")
    ReviewCharacteristic.objects.create(
        review=review, characteristic="age", relevant="yes", reason=world.plant(terms, "characteristic")
    )
    _paper(world, f"{name}report", review=review)
    _paper(world, f"{name}terms", review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    if name == "own":
        _paper(world, "ownsummary", review=review, kind=DocumentKind.EXECUTIVE_SUMMARY, released_to_panel=True)
        _paper(world, "ownimr", review=review, kind=DocumentKind.IMR, agency=world.agencies["police"])
        _paper(world, "ownotherimr", review=review, kind=DocumentKind.IMR, agency=world.agencies["health"])
        _paper(world, "ownshared", review=review, kind=DocumentKind.SEVEN_MINUTE_BRIEFING, shared_with_region=True)
    else:
        imr = {"kind": DocumentKind.IMR, "agency": world.agencies["health"], "released_to_panel": True}
        _paper(world, "otherimr", review=review, **imr)
    taken_down = _paper(world, f"{name}withdrawn", review=review)
    withdraw(publish(taken_down, by=None), reason=world.plant(f"{name}withdrawn", "reason"), by=None)
    _paper(world, f"{name}context", context=True, area=area)
    report = world.papers[f"{name}report"]
    NamedVersion.objects.create(
        document=report, revision=report.save_revision(), name=world.plant(f"{name}report", "version")
    )
    PaperNote.objects.create(document=report, text=world.plant(f"{name}report", "note"))


def _owned(world: World, name: str, *, owner: User) -> None:
    """What somebody owns in a review, with what they reported, and the body before which it was brought."""
    own, bodies, area = f"{name}action", f"{name}bodies", world.areas[name]
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True)
    recommendation = Recommendation.objects.create(
        review=world.reviews[name], text=f"The agency should {world.plant(own, 'recommendation')}."
    )
    action = world.actions[own] = Action.objects.create(
        recommendation=recommendation,
        text=f"Train {world.plant(own, 'text')}.",
        owner=Owner.objects.create(area=area, name="An owner", email=owner.email),
    )
    Milestone.objects.create(action=action, text=f"Book {world.plant(own, 'milestone')}.", due=world.today)
    stored = _stored(f"{world.plant(own, 'filename')}.docx", _word(f"It shows {world.plant(own, 'filebody')}."))
    shown = NewEvidence(EvidenceKind.DATA, world.today, world.plant(own, "shows"), file=stored)
    done = f"Done: {world.plant(own, 'update')}."
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text=done, evidence=[shown])
    # an issued report says before whom an action was brought
    brought_before = f"Board {world.plant(f'{name}board', 'body')}"
    body = Body.objects.create(area=area, name=brought_before, kind=BodyKind.PARTNERSHIP)
    Meeting.objects.create(body=body, on=world.today)
    Escalation.objects.create(
        action=action,
        body=body,
        red_since=world.today,
        on=world.today,
        answer=world.plant(bodies, "answer"),
        answered_on=world.today,
    )


def _board_reports(world: World, name: str, by: User) -> None:
    """A report to the area's board that was issued, and a draft, on an action of every paper of the area's review."""
    for key, paper in world.papers.items():
        if paper.review == world.reviews[name]:
            Action.objects.create(recommendation=paper.recommendations.get(), text=world.plant(key, "inreport"))
    for report, kind in ((f"{name}board", "annual"), (f"{name}boarddraft", "quarterly")):
        made = BoardReport.objects.create(
            area=world.areas[name],
            kind=kind,
            since=world.today,
            until=world.today,
            introduction=world.plant(report, "introduction"),
            decisions=world.plant(report, "decision"),
            by=by,
        )
        if kind == "annual":
            issue(made, by=by)


def _repeats(world: World) -> None:
    """Reports of both areas say again what a published one says."""
    for name in ("ownreport", "otherreport"):
        Repeat.objects.create(
            recommendation=world.papers[name].recommendations.get(),
            earlier=world.papers["public"].recommendations.get(),
            why_not_held=f"Nobody {world.plant(name, 'why')}.",
        )


def _sent(world: World, name: str, by: User) -> None:
    """What somebody sent and has not finished with: a paper to read in, a register, an action plan, a Word draft."""
    drafted, files = f"{name}worddraft", f"{name}files"
    report = world.papers[f"{name}report"]
    Ingestion.objects.create(
        name=world.plant(files, "ingestion"),
        file=report.file,
        area=world.areas[name],
        kind=report.kind,
        status="done",
        document=report,
        by=by,
    )
    register = f"Reference,Title\n{world.plant(files, 'row')},{world.plant(files, 'rowtitle')}\n".encode()
    stored = _stored(f"{world.plant(files, 'register')}.csv", register, "text/csv")
    RegisterImport.objects.create(name=stored.name, file=stored, area=world.areas[name], by=by)
    plan = f"Recommendation,Action,Target date\n{world.plant(files, 'planrow')},{world.plant(files, 'act')},ASAP\n"
    stored = _stored(f"{world.plant(files, 'plan')}.csv", plan.encode(), "text/csv")
    ActionPlanImport.objects.create(name=stored.name, file=stored, area=world.areas[name], by=by)
    stored = _stored(f"{world.plant(drafted, 'draft')}.docx", _word(world.plant(drafted, "words")))
    WordDraft.objects.create(name=stored.name, file=stored, document=report, by=by)


def _stored(name: str, content: bytes, content_type: str = WORD) -> StoredFile:
    stored = StoredFile(sha256="0" * 64, name=name, content_type=content_type, size=len(content))
    stored.file.save("original", ContentFile(content), save=True)
    return stored


def _paper(world: World, name: str, **facts) -> Document:
    """A paper with canaries in its title, heading, body, file, recommendation and lesson; its body is decided on."""
    stored = _stored(f"{world.plant(name, 'filename')}.docx", _word(f"It says {world.plant(name, 'filebody')}."))
    paper = world.papers[name] = DocumentFactory(
        title=f"Paper {world.plant(name, 'title')}",
        file=stored,
        sections={
            f"Section {world.plant(name, 'heading')}": [
                f"She drank heavily and was depressed, {world.plant(name, 'body')}.",
                "The surgery never asked her about alcohol.",
            ]
        },
        **facts,
    )
    decide(
        paper.paragraphs.first(),
        quote=canary(name, "body"),
        theme=Theme.objects.get(pk="mental-health"),
        subject="victim",
        verdict=Verdict.ADDED,
        by=UserFactory(),
    )
    Recommendation.objects.create(
        review=paper.review,
        document=paper,
        number="1",
        text=f"The agency should {world.plant(name, 'recommendation')}.",
        agency_as_stated=world.plant(name, "recipient"),
    )
    if paper.review_id:
        Lesson.objects.create(
            review=paper.review, document=paper, number=1, text=f"Staff {world.plant(name, 'lesson')}."
        )
    return paper


def _template(world: World, name: str, *, area: Area) -> None:
    """An area's own template, in use, with canaries in its name and its only section."""
    _draft(world, name, area=area)
    versions.put_into_use(world.templates[name], seen=stamp(content_of(world.templates[name])), by=None)


def _draft(world: World, name: str, *, area: Area) -> None:
    draft = world.templates[name] = versions.begin_version(DocumentKind.OVERVIEW_REPORT, area=area, by=None)
    section = SectionContent(
        key="introduction",
        heading=world.plant(name, "heading"),
        guidance=world.plant(name, "guidance"),
        starter=starter_from(world.plant(name, "starter")),
    )
    said = TemplateContent(world.plant(name, "name"), world.plant(name, "introduction"), (section,))
    versions.change(draft, lambda _: said, seen=stamp(content_of(draft)))
    draft.refresh_from_db()


def _word(text: str) -> bytes:
    document, out = WordDocument(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def _public(world: World, area: Area) -> None:
    """A review whose report everybody may read; its reference and events stay the partnership's."""
    review = world.reviews["public"] = ReviewFactory(
        areas=[area],
        title=f"{world.plant('public', 'title')}, died June 2020",
        reference=world.plant("publicwork", "ref"),
    )
    PersonFactory(review=review, key="victim", pseudonym=world.plant("public", "pseudonym").title())
    review.events.create(state=State.PUBLISHED, on=datetime.date(2022, 6, 1), reason=world.plant("publicwork", "event"))
    paper = _paper(world, "public", review=review)
    publish(paper, by=None, with_original=True)
    publish_statement(
        paper.recommendations.get(), status="In progress", evidence=world.plant("public", "statement"), by=UserFactory()
    )


def _public_context(world: World, area: Area) -> None:
    """A paper of no review that everybody may read, and that its area has written on since."""
    paper = _paper(world, "publiccontext", context=True, area=area)
    publish(paper, by=None, with_original=True)
    paper.title = f"Paper {world.plant('publiccontextwork', 'title')}"
    paper.save()


def _invitations(world: World, name: str, by: User) -> None:
    for invitation, facts in (
        (f"{name}places", {"area": world.areas[name], "role": Role.TRAINER}),
        (f"{name}access", {"review": world.reviews[name], "role": Role.CHAIR}),
    ):
        Invitation.objects.create(
            email=f"{world.plant(invitation, 'email')}@example.org",
            invited_by=by,
            expires_at=timezone.now() + datetime.timedelta(days=1),
            **facts,
        )


# Papers whose recommendations have an action: one of each sort of reader.
WITH_ACTIONS = ("ownreport", "ownimr", "ownshared", "owncontext", "publiccontext", "otherreport", "earlyimr")


def _actions(world: World) -> None:
    """Actions of papers' recommendations, with all that can be said of them, of early learning that stands in no paper
    yet, and of what came from outside."""
    for name in WITH_ACTIONS:
        paper = world.papers[name]
        _action(world, f"{name}work" if name in PUBLIC else name, paper.recommendations.get())
    # Who may read the paper alone is not told what the review asked.
    world.papers["ownshared"].recommendations.get().key_lines.add(world.reviews["own"].key_lines.get())
    for name in ("own", "other"):
        area, outside, learning = world.areas[name], f"{name}outside", f"{name}learning"
        early = Recommendation.objects.create(
            review=world.reviews[name],
            origin=Origin.EARLY_LEARNING,
            text=f"At once, the agency should {world.plant(learning, 'recommendation')}.",
        )
        _action(world, learning, early)
        Priority.objects.create(area=area, name=world.plant(name, "priority"))
        recommendation = Recommendation.objects.create(
            area=area,
            origin=Origin.INSPECTION,
            source=world.plant(outside, "source"),
            text=f"The service should {world.plant(outside, 'recommendation')}.",
        )
        _action(world, outside, recommendation)


def _action(world: World, name: str, recommendation: Recommendation) -> None:
    owner = Owner.objects.create(
        area=recommendation.lead_area,
        name=world.plant(name, "owner"),
        email=f"{world.plant(name, 'owneremail')}@example.org",
    )
    action = Action.objects.create(
        recommendation=recommendation,
        text=f"Begin to {world.plant(name, 'action')}.",
        owner=owner,
        first_target_date=world.today,
    )
    action.milestones.create(text=world.plant(name, "milestone"))
    shown = _stored(f"{world.plant(name, 'evidencefile')}.docx", _word(world.plant(name, "evidencewords")))
    record(
        action,
        UpdateKind.PROGRESS,
        by_owner=owner,
        text=world.plant(name, "update"),
        evidence=[NewEvidence(EvidenceKind.POLICY, world.today, world.plant(name, "shows"), file=shown)],
    )
    recommendation.sendings.create(
        sent_to=world.plant(name, "sentto"),
        sent_on=world.today,
        proof="A letter",
        proof_file=_stored(f"{world.plant(name, 'prooffile')}.docx", _word(world.plant(name, "proofwords"))),
    )


def _early(world: World, area: Area) -> None:
    """A review whose agencies write already while its terms of reference are being drafted."""
    review = world.reviews["early"] = ReviewFactory(areas=[area], title=f"{world.plant('early', 'title')}, died 2025")
    PersonFactory(review=review, key="victim", pseudonym=world.plant("earlyterm", "pseudonym").title())
    KeyLine.objects.create(review=review, number=1, text=f"Who {world.plant('earlyterm', 'keyline')}?")
    ReviewCharacteristic.objects.create(
        review=review, characteristic="age", relevant="yes", reason=world.plant("earlyterm", "characteristic")
    )
    _paper(world, "earlyterms", review=review, kind=DocumentKind.TERMS_OF_REFERENCE)
    _paper(world, "earlyimr", review=review, kind=DocumentKind.IMR, agency=world.agencies["police"])


def _what_moved(world: World) -> None:
    """What was the own area's when the index was made, and is the other's now: the index has not heard of it."""
    own, other = world.areas["own"], world.areas["other"]
    world.reviews["moved"] = ReviewFactory(areas=[own], title=f"{world.plant('moved', 'title')}, died 2020")
    _paper(world, "movedreport", review=world.reviews["moved"])
    _paper(world, "movedcontext", context=True, area=own)
    upkeep.work()
    keeping.work()
    world.reviews["moved"].review_areas.update(area=other)
    world.reviews["moved"].review_areas.create(area=own, until=world.today)
    Document.objects.filter(pk=world.papers["movedcontext"].pk).update(area=other)


def _people(world: World) -> None:
    own, other = world.reviews["own"], world.reviews["other"]
    for viewer in VIEWERS[1:]:
        world.users[viewer] = UserFactory(username=viewer)
    for role in (Role.COORDINATOR, Role.CSP_CHAIR, Role.TRAINER):
        MembershipFactory(user=world.users[role], area=world.areas["own"], role=role)
    MembershipFactory(
        user=world.users["regional-lead"], area=None, region=world.regions["own"], role=Role.REGIONAL_LEAD
    )
    for role in ("chair", "author", "family", "advocate", "action-owner", "qa-panel", "commissioner"):
        ParticipationFactory(user=world.users[role], review=own, role=role)
    for review in (other, world.reviews["early"]):
        ParticipationFactory(
            user=world.users["second-imr-author"],
            review=review,
            role=Role.IMR_AUTHOR,
            agency=world.agencies["police"],
        )
    for role in ("panel-member", "imr-author", "sign-off"):
        ParticipationFactory(user=world.users[role], review=own, role=role, agency=world.agencies["police"])
    ParticipationFactory(
        user=world.users["panel-member-not-signed"],
        review=own,
        role=Role.PANEL_MEMBER,
        agency=world.agencies["police"],
        confidentiality_signed=None,
    )
    world.users["administrator"].is_superuser = True
    world.users["administrator"].save()
    editors, _ = Group.objects.get_or_create(name="Editors")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    world.users["editor"].groups.add(editors)
    MembershipFactory(user=world.users["leaver"], area=world.areas["own"], until=world.today)
    ParticipationFactory(user=world.users["leaver"], review=own, role=Role.CHAIR, until=world.today)
    MembershipFactory(user=world.users["other-coordinator"], area=world.areas["other"])
    ParticipationFactory(user=world.users["other-chair"], review=other, role=Role.CHAIR)
    _invitations(world, "own", world.users["coordinator"])
    _invitations(world, "other", world.users["other-coordinator"])
    _sent(world, "own", world.users["coordinator"])
    _sent(world, "other", world.users["other-coordinator"])
    _owned(world, "own", owner=world.users["action-owner"])
    _owned(world, "other", owner=world.users["other-coordinator"])
    _what_was_once_theirs(world)


def _what_was_once_theirs(world: World) -> None:
    """Traces of other people's papers with somebody who may see them no longer, or never might."""
    others = world.papers["otherreport"]
    others.created_by = world.users["chair"]
    others.save()
    Ingestion.objects.create(
        name="sent.docx",
        file=others.file,
        area=world.areas["own"],
        kind=others.kind,
        status="done",
        document=others,
        by=world.users["coordinator"],
    )
    said_by_the_agency = world.papers["ownimr"].lessons.get()
    world.papers["ownreport"].recommendations.get().lessons.add(said_by_the_agency)
