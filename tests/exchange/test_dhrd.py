from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dhr.areas.models import Area, AreaAlias, Region
from dhr.publishing.editions import withdraw
from dhr.publishing.models import Edition
from dhr.reviews.enums import Category, DocumentKind, PersonRole
from dhr.reviews.models import LibraryTag, Person, Review
from tests.factories import AreaFactory, DocumentFactory

from .dataset import Dataset

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(tmp_path):
    dataset = Dataset(tmp_path / "dhrd")
    dataset.add(
        "F-1",
        victim={"sex_of_victim": "Female", "age_at_death": "65+", "victim_vuln_alcohol": "True"},
        perpetrator={"court_verdict": "Murder", "perpetrator_mh_anxiety": "True", "perpetrator_mh_ptsd": "True"},
        intimate_partner_violence="True",
        coercive_control="True",
    )
    dataset.add(
        "F-2",
        victim={"victim_suicide": "True"},
        perpetrator={},
        death_date="2017",
        csp="Eskholme",
        intimate_partner_violence="True",
    )
    dataset.add("F-3", perpetrator={"court_verdict": "Not guilty"}, multiple_victims="True", sexual_abuse="True")
    return dataset


def load(dataset):
    out = StringIO()
    call_command("import_dhrd", str(dataset.write()), stdout=out)
    return out.getvalue()


def refused(dataset):
    err = StringIO()
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("import_dhrd", str(dataset.write()), stderr=err)
    assert not Review.objects.exists()
    return err.getvalue()


def tags(external_id):
    return {
        (tag.theme_id, tag.subject) for tag in LibraryTag.objects.filter(review__external_id=external_id, source="dhrd")
    }


def test_an_incident_becomes_a_published_review(dataset):
    load(dataset)
    review = Review.objects.get(external_id="F-1")
    assert review.title == "Carrowdale, May 2019"
    assert (review.death_year, review.death_month, review.category) == (2019, 5, Category.INTIMATE_PARTNER)
    assert review.lead_area.name == "Carrowdale"
    assert review.lead_area.region.name == "North East"
    edition = Edition.objects.standing().get(document__review=review)
    assert edition.kind == DocumentKind.LIBRARY_RECORD
    assert edition.facts["external_id"] == "F-1"
    assert {"theme": "alcohol", "subject": "victim", "person": "victim", "source": "dhrd"} in edition.facts[
        "library_tags"
    ]
    assert not edition.paragraphs.exists()


def test_tags_say_theme_and_person_and_keep_their_columns(dataset):
    load(dataset)
    assert tags("F-1") == {
        ("alcohol", "victim"),
        ("substance-misuse", "victim"),
        ("older-victims", "victim"),
        ("coercive-control", "victim"),
        ("mental-health", "perpetrator"),
    }
    tag = LibraryTag.objects.get(review__external_id="F-1", theme="mental-health")
    assert tag.person.role == PersonRole.PERPETRATOR
    assert tag.labels == ["perpetrators.perpetrator_mh_anxiety", "perpetrators.perpetrator_mh_ptsd"]


def test_an_absent_tag_leaves_the_fact_unknown(dataset):
    load(dataset)
    victim = Person.objects.get(review__external_id="F-1", key="victim")
    assert (victim.age_band, victim.sex, victim.ethnicity) == ("65+", "female", "")
    assert (victim.carer, victim.disability, victim.died_by_suicide) == ("", "", "")


def test_a_death_by_suicide_is_its_own_category_and_the_other_person_is_alleged(dataset):
    load(dataset)
    review = Review.objects.get(external_id="F-2")
    assert review.category == Category.VICTIM_SUICIDE
    assert (review.title, review.death_month) == ("Eskholme, 2017", None)
    assert review.people.get(key="perpetrator").pseudonym == "Alleged perpetrator"


def test_an_incident_with_several_victims_has_tags_but_no_victim_row(dataset):
    load(dataset)
    review = Review.objects.get(external_id="F-3")
    assert review.several_victims is True
    assert [person.role for person in review.people.all()] == [PersonRole.ALLEGED_PERPETRATOR]
    tag = review.library_tags.get(theme="sexual-abuse")
    assert (tag.subject, tag.person) == ("victim", None)


def test_areas_already_here_are_found_by_alias(dataset):
    here = AreaFactory(name="Eskholme and Fenside", region=None)
    AreaAlias.objects.create(area=here, name="eskholme")
    load(dataset)
    assert Review.objects.get(external_id="F-2").lead_area == here
    assert Area.objects.get(pk=here.pk).region == Region.objects.get(name="North East")
    assert Area.objects.count() == 2


def test_a_second_run_changes_nothing(dataset):
    load(dataset)
    before = list(Edition.objects.values()), list(Review.history.values()), list(LibraryTag.objects.values())
    assert "0 new, 0 changed, 3 unchanged" in load(dataset)
    assert before == (
        list(Edition.objects.values()),
        list(Review.history.values()),
        list(LibraryTag.objects.values()),
    )


def test_a_changed_row_changes_that_review_alone(dataset):
    load(dataset)
    dataset.rows["victims"][0] |= {"victim_vuln_alcohol": "False", "sex_of_victim": "Male"}
    dataset.rows["perpetrators"][0]["court_verdict"] = "Unknown"
    dataset.rows["incidents"][0]["death_date"] = "June 2019"
    assert "0 new, 1 changed, 2 unchanged" in load(dataset)
    review = Review.objects.get(external_id="F-1")
    assert ("alcohol", "victim") not in tags("F-1")
    assert review.title == "Carrowdale, June 2019"
    assert review.people.get(key="perpetrator").pseudonym == "Alleged perpetrator"
    edition = Edition.objects.standing().get(document__review=review)
    assert edition.number == 2
    assert edition.facts["people"][0]["sex"] == "male"
    assert Edition.objects.standing().count() == 3


def test_people_come_and_go_with_their_rows(dataset):
    load(dataset)
    victim = dataset.rows["victims"].pop(0)
    load(dataset)
    assert not Person.objects.filter(review__external_id="F-1", key="victim").exists()
    assert LibraryTag.objects.get(review__external_id="F-1", theme="coercive-control").person is None
    dataset.rows["victims"].insert(0, victim)
    load(dataset)
    assert ("alcohol", "victim") in tags("F-1")


def test_a_tag_that_only_gains_a_column_makes_no_new_edition(dataset):
    load(dataset)
    dataset.rows["perpetrators"][0]["perpetrator_mh_depression"] = "True"
    assert "1 changed" in load(dataset)
    assert Edition.objects.count() == 3


def test_a_withdrawn_record_is_not_published_again(dataset):
    load(dataset)
    withdraw(Edition.objects.get(document__review__external_id="F-1"), reason="A relative asked.", by=None)
    dataset.rows["victims"][0]["sex_of_victim"] = "Male"
    assert "1 changed, but withdrawn here" in load(dataset)
    assert not Edition.objects.standing().filter(document__review__external_id="F-1").exists()


def test_a_review_that_a_report_joined_keeps_its_own_title(dataset):
    load(dataset)
    review = Review.objects.get(external_id="F-1")
    DocumentFactory(review=review)
    Review.objects.filter(pk=review.pk).update(title="Amina, died May 2019")
    dataset.rows["incidents"][0]["cause_of_death"] = "other"
    load(dataset)
    review.refresh_from_db()
    assert (review.title, review.cause_of_death) == ("Amina, died May 2019", "other")


def test_reviews_gone_from_the_files_stay_and_are_told(dataset):
    load(dataset)
    dataset.rows["incidents"].pop()
    dataset.rows["perpetrators"].pop()
    assert "1 no longer stand in the files" in load(dataset)
    assert Review.objects.count() == 3


def test_unknown_values_are_told_by_file_row_and_column(dataset):
    dataset.rows["victims"][1]["sex_of_victim"] = "Femle"
    dataset.rows["incidents"][2]["death_date"] = "Smarch 2019"
    dataset.rows["incidents"][0]["csp"] = ""
    told = refused(dataset)
    assert "victims.csv, row 3, column 'sex_of_victim': unknown value 'Femle'." in told
    assert "incidents.csv, row 4, column 'death_date': unknown value 'Smarch 2019'." in told
    assert "incidents.csv, row 2, column 'csp': no value." in told


def test_unknown_and_missing_columns_are_told(dataset):
    for row in dataset.rows["incidents"]:
        row["motive"] = "jealousy"
        del row["stalking"]
    told = refused(dataset)
    assert "incidents.csv, row 1: column 'motive' is unknown." in told
    assert "incidents.csv, row 1: column 'stalking' is missing." in told


def test_people_of_no_incident_and_doubles_are_told(dataset):
    dataset.rows["victims"][0]["incident_id"] = "F-9"
    dataset.rows["perpetrators"][1]["incident_id"] = "F-1"
    told = refused(dataset)
    assert "victims.csv, row 2, column 'incident_id': 'F-9' is no incident." in told
    assert "perpetrators.csv, row 3, column 'incident_id': 'F-1' stands here twice." in told


def test_short_lines_and_missing_files_are_told(dataset):
    folder = dataset.write()
    with (folder / "victims.csv").open("a") as file:
        file.write("victim-9,F-3\n")
    (folder / "perpetrators.csv").unlink()
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_dhrd", str(folder), stderr=err)
    assert "victims.csv, row 4: it has fewer cells than row 1." in err.getvalue()
    assert "perpetrators.csv is missing" in err.getvalue()


def test_a_file_that_is_no_text_is_told(dataset):
    folder = dataset.write()
    (folder / "victims.csv").write_bytes(b"\xff\xfe\x00")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_dhrd", str(folder), stderr=err)
    assert "victims.csv cannot be read as UTF-8 text." in err.getvalue()


def test_the_real_dataset_gives_its_known_figures(shared_data):
    out = StringIO()
    call_command("import_dhrd", str(shared_data / "dhrd"), stdout=out)
    assert "647 new" in out.getvalue()
    assert "CC BY 4.0" in out.getvalue()
    assert Edition.objects.standing().count() == 647
    single = LibraryTag.objects.filter(review__several_victims=False, theme="alcohol")
    victims = set(single.filter(subject="victim").values_list("review", flat=True))
    perpetrators = set(single.filter(subject="perpetrator").values_list("review", flat=True))
    assert Review.objects.filter(several_victims=False).count() == 619
    assert (len(victims), len(perpetrators)) == (222, 294)
    assert (len(victims | perpetrators), len(victims & perpetrators)) == (356, 160)
