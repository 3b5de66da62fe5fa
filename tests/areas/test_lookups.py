"""Numbers that no column can hold, among others: they are in no row, and nothing breaks."""

import pytest
from django import forms

from dhr.areas.models import Area, Membership
from tests.factories import AreaFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TOO_LONG = [2**63, -(2**63) - 1, 10**21]


class AreasForm(forms.Form):
    areas = forms.ModelMultipleChoiceField(Area.objects.all())


@pytest.mark.parametrize("number", TOO_LONG)
def test_a_number_too_long_for_a_column_is_in_no_row(number):
    area = AreaFactory()
    membership = MembershipFactory(area=area)
    assert not Area.objects.filter(pk__in=[number]).exists()
    assert Area.objects.filter(pk__in=[number, area.pk]).get() == area
    assert not Membership.objects.filter(area__in=[number]).exists()
    assert Membership.objects.filter(area__in=[number, area]).get() == membership
    assert Area.objects.exclude(pk__in=[number]).get() == area
    assert not Area.objects.in_bulk([number])


@pytest.mark.parametrize("number", TOO_LONG)
def test_every_choice_of_several_says_that_such_a_number_is_none_of_them(number):
    form = AreasForm({"areas": [str(AreaFactory().pk), str(number)]})
    assert form.errors["areas"] == [f"Select a valid choice. {number} is not one of the available choices."]


def test_rows_are_asked_for_by_rows_and_by_other_queries_as_before():
    area = AreaFactory()
    membership = MembershipFactory(area=area)
    assert Membership.objects.filter(area__in=Area.objects.filter(pk__in=[area.pk, None])).get() == membership
    assert Membership.objects.filter(area__in=[area]).get() == membership
