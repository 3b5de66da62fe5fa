"""Prevalence in the dataset: page, CSV and command say what the search says."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from dhr.search.prevalence import WARNING
from tests.exchange.dataset import Dataset

from .site import command, index, page, published

pytestmark = pytest.mark.django_db

PERSON = {"victim": "victim_vuln_alcohol", "perpetrator": "perpetrator_vuln_alcohol"}


@pytest.fixture
def dataset(tmp_path):
    """Three single-victim incidents (alcohol: both, perpetrator, none) and one of several victims."""
    dataset = Dataset(tmp_path / "dhrd")
    dataset.add("F-1", victim={PERSON["victim"]: "True"}, perpetrator={PERSON["perpetrator"]: "True"})
    dataset.add("F-2", victim={}, perpetrator={PERSON["perpetrator"]: "True"})
    dataset.add("F-3", victim={}, perpetrator={})
    dataset.add("F-4", perpetrator={PERSON["perpetrator"]: "True"}, multiple_victims="True")
    return dataset


def load(dataset):
    command("import_dhrd", str(dataset.write()))
    index()


def said_by_command(theme="alcohol"):
    return json.loads(command("prevalence", "--source", "dhrd", "--theme", theme, "--json"))


def said_by_csv(client):
    response = client.get(reverse("theme-csv", args=["alcohol"]))
    (row,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    numbers = [row[name] for name in ("Reviews of one victim's death", "Victim", "Perpetrator", "Either", "Both")]
    return dict(zip(("reviews", "victim", "perpetrator", "either", "both"), map(int, numbers), strict=True))


def said_by_page(client):
    response = client.get(reverse("theme", args=["alcohol"]))
    assert WARNING in response.content.decode()
    rows = dict(response.context["prevalence_rows"])
    return {
        "reviews": response.context["prevalence"].reviews,
        "victim": rows["The victim"],
        "perpetrator": rows["The perpetrator"],
        "either": rows["Either of them"],
        "both": rows["Both of them"],
    }


def said_by_search(client):
    def total(*themes):
        params = {"dataset": "dhrd", "single_victim": "1", "theme": themes}
        return page(client, **params).context["answer"].total_reviews

    victim, perpetrator = "library:alcohol.victim", "library:alcohol.perpetrator"
    one, other, both = total(victim), total(perpetrator), total(victim, perpetrator)
    return {"reviews": total(), "victim": one, "perpetrator": other, "either": one + other - both, "both": both}


def test_flipping_one_row_moves_page_csv_command_and_search_together(client, dataset):
    published()  # a text about alcohol, which is another source
    load(dataset)
    before = {"reviews": 3, "victim": 1, "perpetrator": 2, "either": 2, "both": 1}
    for said in (said_by_command(), said_by_csv(client), said_by_page(client), said_by_search(client)):
        assert said == before
    dataset.rows["victims"][2][PERSON["victim"]] = "True"
    load(dataset)
    after = {"reviews": 3, "victim": 2, "perpetrator": 2, "either": 3, "both": 1}
    for said in (said_by_command(), said_by_csv(client), said_by_page(client), said_by_search(client)):
        assert said == after


def test_in_words_it_names_all_reviews_and_warns(dataset):
    load(dataset)
    told = command("prevalence", "--source", "dhrd", "--theme", "alcohol")
    assert "of 4 reviews 3 are of one victim's death" in told
    assert WARNING in told


@pytest.mark.parametrize(
    ("source", "theme", "told"),
    [
        ("dhrd", "gardening", "Choose one of: mental-health"),
        ("dhrd", "marac", "about services"),
        ("census", "alcohol", "Choose one of: dhrd"),
    ],
)
def test_an_unknown_theme_or_source_names_the_choices(source, theme, told):
    with pytest.raises(CommandError, match=told):
        call_command("prevalence", "--source", source, "--theme", theme)


def test_without_an_index_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("prevalence", "--source", "dhrd", "--theme", "alcohol")


@pytest.mark.once
def test_the_real_dataset_gives_its_known_figures(client, shared_data):
    command("import_dhrd", str(shared_data / "dhrd"))
    index()
    known = {"reviews": 619, "victim": 222, "perpetrator": 294, "either": 356, "both": 160}
    for said in (said_by_command(), said_by_csv(client), said_by_page(client), said_by_search(client)):
        assert said == known
    assert page(client, dataset="dhrd").context["answer"].total_reviews == 647


def test_a_site_without_the_dataset_says_so_and_shows_no_noughts(client):
    published()
    index()
    html = client.get("/themes/alcohol/").content.decode()
    assert "the library’s dataset is not on this site" in html
    assert "How often the dataset tags it" not in html
    assert "In the library</th>" not in html
    themes = client.get("/themes/").content.decode()
    assert "is not on this site" in themes
    assert "In the library</th>" not in themes
    assert client.get("/themes/alcohol.csv").status_code == 404


def test_a_theme_that_nothing_in_the_dataset_is_tagged_with_is_told_apart(client, dataset):
    load(dataset)
    html = client.get("/themes/strangulation/").content.decode()
    assert "no review in the dataset has a tag for it" in html
    assert "In the library</th>" in client.get("/themes/").content.decode()
