"""Twenty files in layouts that share nothing with the reader, taken in by the command: rows, not just a reading."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from dhr.reviews.models import Document
from tests.factories import AreaFactory
from tests.formats.generated import GENERATED, shown_name

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path):
    """The files by name, written to one folder, with what must come out of each."""
    expected = {}
    for make in GENERATED:
        data, expected[shown_name(make)] = make()
        (tmp_path / shown_name(make)).write_bytes(data)
    return tmp_path, expected


def test_all_twenty_files_are_taken_in_with_sections_labels_and_recommendations(made):
    folder, expected = made
    AreaFactory(slug="here")
    out = StringIO()
    call_command("ingest", str(folder), "--area", "here", "--kind", "context", "--json", stdout=out)
    lines = {line["path"].rsplit("/", 1)[1]: line for line in map(json.loads, out.getvalue().splitlines())}
    assert len(lines) == len(expected) == 20
    for name, wanted in expected.items():
        assert lines[name]["status"] == "done", name
        document = Document.objects.get(public_id=lines[name]["document"])
        headings = [str(section) for section in document.sections.all() if section.heading]
        assert headings == wanted.headings, name
        text = "\n".join(document.paragraphs.values_list("text", flat=True))
        assert [remains for remains in wanted.absent if remains in text] == [], name
        labels = {row.label: row.text for row in document.paragraphs.exclude(label="")}
        for label, beginning in wanted.labels.items():
            assert any(row.startswith(beginning) for found, row in labels.items() if found == label), (name, label)
        assert [row.number for row in document.recommendations.all()] == [
            number for number, _, _ in wanted.recommendations
        ], name
