import pytest

import nlp
from dhr.themes.models import Theme
from dhr.themes.vocabulary import keep_up

pytestmark = pytest.mark.django_db


def test_the_rows_are_the_taxonomy():
    assert list(Theme.objects.values_list("code", flat=True)) == [theme.code for theme in nlp.THEMES]
    assert Theme.objects.get(code="alcohol").parent_id == "substance-misuse"


def test_keeping_up_mends_a_changed_label_and_adds_nothing():
    Theme.objects.filter(code="suicide").update(label="Wrong")
    before = Theme.objects.count()
    keep_up()
    assert Theme.objects.get(code="suicide").label != "Wrong"
    assert Theme.objects.count() == before
