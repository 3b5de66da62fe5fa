import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dhr.areas.models import Area
from dhr.publishing.models import Edition
from dhr.reviews.models import Document, Review
from tests.factories import AgencyFactory, AreaFactory, DocumentFactory, ReviewFactory, UserFactory

from .papers import REPORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(slug="brackwater", name="Brackwater")


@pytest.fixture
def folder(tmp_path):
    """Two papers, a bad one, and a file of another kind."""
    (tmp_path / "papers" / "deeper").mkdir(parents=True)
    (tmp_path / "papers" / "one.txt").write_text(REPORT)
    (tmp_path / "papers" / "deeper" / "two.TXT").write_text(REPORT.replace("Amina", "Grace").replace("four", "six"))
    (tmp_path / "papers" / "bad.pdf").write_bytes(b"")
    (tmp_path / "papers" / "figures.xlsx").write_bytes(b"PK")
    return tmp_path / "papers"


def ingest(*arguments, fails=None):
    out = StringIO()
    if fails:
        with pytest.raises(CommandError, match=fails) as failure:
            call_command("ingest", *map(str, arguments), stdout=out)
        assert failure.value.returncode == 1
    else:
        call_command("ingest", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_folders_are_walked_and_a_bad_file_never_stops_the_rest(area, folder):
    out = ingest(folder, "--area", "brackwater", "--kind", "context", fails="1 of 3 files could not be read in")
    lines = out.splitlines()
    assert len(lines) == 3
    assert f"{folder}/bad.pdf: could not be read. The file is empty (0 bytes)." in lines
    assert any(line.startswith(f"{folder}/one.txt: read in: ") and "2 recommendations" in line for line in lines)
    assert Document.objects.filter(area=area).count() == 2


def test_a_second_run_finds_all_unchanged(area, folder):
    (folder / "bad.pdf").unlink()
    ingest(folder, "--area", "brackwater", "--kind", "context")
    out = ingest(folder, "--area", "brackwater", "--kind", "context")
    assert out.count("already here, unchanged") == 2


def test_json_is_one_object_a_file_and_nothing_else(area, folder, capsys):
    out = ingest(folder, "--area", "brackwater", "--kind", "overview-report", "--json", fails="1 of 3")
    told = [json.loads(line) for line in out.splitlines()]
    assert [row["status"] for row in told] == ["failed", "done", "done"]
    done = Document.objects.get(public_id=told[1]["document"])
    assert done.review.public_id == told[1]["review"]
    assert told[1]["published"] is False
    assert told[1]["recommendations"] == 2


def test_differences_are_listed_by_place_without_their_text(area, folder):
    path = folder / "one.txt"
    ingest(path, "--area", "brackwater", "--kind", "context")
    path.write_text(REPORT.replace("on four occasions", "on nine occasions"))
    out = ingest(path, "--area", "brackwater", "--kind", "context")
    assert "Paragraph changed: 1 Introduction, 1.1" in out
    assert "nine" not in out


def test_published_papers_carry_the_address_of_their_source(area, folder):
    url = "https://council.example/reviews"
    out = ingest(
        folder / "one.txt", "--area", "brackwater", "--kind", "overview-report", "--published", "--source-url", url
    )
    assert "published" in out
    assert Edition.objects.standing().get().source_url == url


def test_a_paper_joins_a_review_by_reference_in_any_case_or_by_identifier(area, folder):
    review = ReviewFactory(areas=[area], reference="BRK-1")
    ingest(folder / "one.txt", "--area", "brackwater", "--kind", "overview-report", "--review", "brk-1")
    agency = AgencyFactory()
    user = UserFactory()
    ingest(
        *(folder / "one.txt", "--area", "brackwater", "--kind", "imr", "--review", review.public_id),
        *("--agency", agency.slug, "--by", user.username),
    )
    assert {document.kind for document in review.documents.all()} == {"overview-report", "imr"}
    imr = review.documents.get(kind="imr")
    assert (imr.agency, imr.created_by) == (agency, user)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--area", "brackwater", "--kind", "overview"], "no kind 'overview'. Kinds: terms-of-reference, imr"),
        (["--area", "brakwater", "--kind", "context"], "Did you mean brackwater"),
        (["--area", "xyz", "--kind", "context"], "There are: brackwater. --create-area makes a new one"),
        (["--area", "New Area", "--kind", "context", "--create-area"], "'new-area' could"),
        (["--area", "brackwater", "--kind", "context", "--by", "nobody"], "no user 'nobody'"),
        (["--area", "brackwater", "--kind", "imr"], "say which one"),
        (["--area", "brackwater", "--kind", "imr", "--review", "BRK-9"], "Its reviews: BRK-1"),
        (["--area", "brackwater", "--kind", "overview-report", "--review", "BRK-1"], "one file at a time"),
        (["--area", "brackwater", "--kind", "context", "--published"], "needs the web address"),
    ],
)
def test_wrong_arguments_tell_what_there_is_and_read_nothing(area, folder, arguments, message):
    ReviewFactory(areas=[area], reference="BRK-1")
    ingest(folder, *arguments, fails=message)
    assert not Document.objects.exists()
    assert Area.objects.count() == 1


def test_a_reference_that_two_reviews_share_is_not_guessed(area, folder):
    for review in ReviewFactory.create_batch(2, areas=[area], reference="BRK-1"):
        DocumentFactory(review=review)
    ingest(
        folder / "one.txt", "--area", "brackwater", "--kind", "overview-report", "--review", "BRK-1", fails="2 reviews"
    )


def test_files_that_are_not_there_are_told(area, folder):
    ingest(folder / "none.pdf", "--area", "brackwater", "--kind", "context", fails="no file or folder")
    (folder / "empty").mkdir()
    ingest(folder / "empty", "--area", "brackwater", "--kind", "context", fails="no papers")


def test_a_new_area_is_made_only_when_told_and_its_paper_may_be_read(folder):
    out = ingest(folder / "one.txt", "--area", "north-vale", "--kind", "overview-report", "--create-area")
    assert "began a new review" in out
    assert Review.objects.get().lead_area.name == "North Vale"


def test_a_name_that_is_no_text_stops_nothing_and_is_shown_with_signs(area, folder):
    (folder / os.fsdecode(b"caf\xe9\n\x1b.txt")).write_text(REPORT)
    out = ingest(folder, "--area", "brackwater", "--kind", "context", fails="1 of 4")
    assert f"{folder}/caf\ufffd\ufffd\ufffd.txt: " in out
    assert Document.objects.count() == 2
    assert Document.objects.filter(ingestions__name="caf\ufffd\ufffd\ufffd.txt").exists()


def test_links_that_lead_out_of_a_folder_are_passed_over(area, folder, tmp_path):
    (tmp_path / "elsewhere.txt").write_text(REPORT.replace("Amina", "Samira"))
    (folder / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "up").symlink_to("..")
    out = ingest(folder, "--area", "brackwater", "--kind", "context", fails="1 of 3")
    assert "link.txt" not in out
    ingest(folder / "link.txt", "--area", "brackwater", "--kind", "context")
    assert Document.objects.count() == 3


def test_what_is_no_file_is_not_waited_for(area, folder):
    os.mkfifo(folder / "pipe.txt")
    ingest(folder / "pipe.txt", "--area", "brackwater", "--kind", "context", fails="no file or folder")
