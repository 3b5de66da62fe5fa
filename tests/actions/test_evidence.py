import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dhr.actions.enums import EvidenceKind, UpdateKind
from dhr.actions.forms.evidence import EvidenceForm
from dhr.actions.models import Evidence
from dhr.actions.receiving import evidence_of
from dhr.actions.updates import Refused, record
from dhr.reviews.models import StoredFile
from tests.factories import ActionFactory, UserFactory

pytestmark = pytest.mark.django_db
SAID = {
    "evidence_kind": "practice-audit",
    "evidence_dated": "1 3 2026",
    "evidence_shows": "Nine of ten records say so.",
}


def audit(content=b"nine of ten", name="audit.xlsx"):
    return SimpleUploadedFile(name, content)


def form(data=(), **files):
    return EvidenceForm(dict(data), files)


def test_nothing_given_is_no_evidence():
    given = form()
    assert given.is_valid()
    with evidence_of(given, by=None) as evidence:
        assert evidence == []


def test_a_file_is_kept_privately_with_the_update_that_it_came_with():
    action, by = ActionFactory(), UserFactory()
    given = form(SAID, evidence_file=audit())
    assert given.is_valid(), given.errors
    with evidence_of(given, by=by) as evidence:
        record(action, UpdateKind.DELIVERED, by=by, text="All are trained.", evidence=evidence)
    kept = Evidence.objects.get(update__action=action)
    assert (kept.kind, kept.dated) == (EvidenceKind.PRACTICE_AUDIT, datetime.date(2026, 3, 1))
    with kept.file.file.open() as file:
        assert (kept.file.name, kept.file.owner, file.read()) == ("audit.xlsx", by, b"nine of ten")


def test_nothing_is_kept_of_a_file_whose_update_is_refused(private_files):
    action = ActionFactory()
    given = form(SAID, evidence_file=audit())
    assert given.is_valid()
    with pytest.raises(Refused), evidence_of(given, by=None) as evidence:
        record(action, UpdateKind.VERIFIED, by=UserFactory(), text="Seen.", evidence=evidence)
    assert not StoredFile.objects.exists()
    assert private_files() == []


def test_a_link_alone_will_do_and_a_script_is_no_link():
    assert form(SAID | {"evidence_link": "example.org/audit"}).is_valid()
    wrong = form(SAID | {"evidence_link": "javascript:alert(1)"})
    assert "evidence_link" in wrong.errors


@pytest.mark.parametrize("missing", SAID)
def test_evidence_says_what_it_is_when_it_was_and_what_it_shows(missing):
    given = form({name: value for name, value in SAID.items() if name != missing}, evidence_file=audit())
    assert set(given.errors) == {missing, "evidence_file"}
    assert "Choose the file again" in str(given.errors["evidence_file"])


def test_words_without_a_file_or_a_link_are_not_lost_silently():
    assert "evidence_file" in form({"evidence_shows": "Nine of ten."}).errors


def test_an_empty_file_and_one_that_is_too_large_are_refused(settings):
    assert "empty" in str(form(SAID, evidence_file=audit(b"")).errors["evidence_file"])
    settings.UPLOAD_LIMIT = 4
    assert "larger than 4" in str(form(SAID, evidence_file=audit()).errors["evidence_file"])
    assert not StoredFile.objects.exists()


def test_evidence_of_tomorrow_is_refused():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    given = form(SAID | {"evidence_dated": f"{tomorrow:%d %m %Y}"}, evidence_file=audit())
    assert "in the future" in str(given.errors["evidence_dated"])
