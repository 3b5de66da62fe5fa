import pytest
from django.core.management import CommandError, call_command

from dhr.reviews.models import Review
from tests.factories import AreaFactory, UserFactory

from .registers import a_register, a_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(name="Northley", slug="northley")


@pytest.fixture
def register(tmp_path):
    """Writes a register and gives its path."""

    def write(*rows):
        path = tmp_path / "register.csv"
        path.write_bytes(a_register(*rows))
        return path

    return write


def test_a_register_comes_in_by_command(area, register, capsys):
    user = UserFactory()
    path = register(a_row(notified="3/6/2021"), a_row(reference="R2", title="Case 2"))
    call_command("import_register", path, area="northley", by=user.username)
    assert "2 rows: 2 new, 0 changed, 0 unchanged, 0 refused." in capsys.readouterr().out
    review = Review.objects.get(reference="R1")
    assert (review.lead_area, review.events.get().by) == (area, user)
    call_command("import_register", path, area="northley")
    assert "0 new, 0 changed, 2 unchanged" in capsys.readouterr().out


def test_a_dry_run_saves_nothing(area, register, capsys):
    call_command("import_register", register(a_row()), area="northley", dry_run=True)
    assert "1 new" in capsys.readouterr().out
    assert not Review.objects.exists()


def test_refused_rows_are_told_and_the_others_saved(area, register, capsys):
    with pytest.raises(CommandError, match="1 of 2 rows were refused") as stopped:
        call_command("import_register", register(a_row(), a_row(reference="R2", notified="soon")), area="northley")
    assert stopped.value.returncode == 1
    out = capsys.readouterr().out
    assert "Row 3, R2: refused\n  Notified: “soon” is no date." in out
    assert Review.objects.get().reference == "R1"


def test_rows_of_other_areas_are_refused(area, register, capsys):
    AreaFactory(name="Brookvale")
    with pytest.raises(CommandError):
        call_command("import_register", register(a_row(area="Brookvale")), area="northley")
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"area": "nowhere"}, "There is no area 'nowhere'. There are: northley."),
        ({"area": "northley", "by": "nobody"}, "There is no user 'nobody'"),
    ],
)
def test_names_that_are_wrong_are_told(area, register, options, told):
    with pytest.raises(CommandError, match=told):
        call_command("import_register", register(a_row()), **options)


def test_a_file_without_the_columns_or_none_at_all_is_told(area, register, tmp_path):
    with pytest.raises(CommandError, match="No column was found for: Reference, Title"):
        call_command("import_register", register({"Colour": "blue", "Shape": "round"}), area="northley")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_register", tmp_path / "gone.csv", area="northley")
