import pytest

from dhr.areas.enums import AgencyKind
from dhr.areas.models import AgencyBranch
from dhr.exchange.recipients import agency_named, agency_opening, recipient_of
from tests.factories import AgencyFactory, AreaFactory


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ("Northwall Police", AgencyKind.POLICE),
        ("the Home Office", AgencyKind.GOVERNMENT),
        ("Department of Health and Social Care", AgencyKind.GOVERNMENT),
        ("Ministry of Housing", AgencyKind.GOVERNMENT),
        ("Probation Service", AgencyKind.PROBATION),
        ("Integrated Care Board", AgencyKind.HEALTH),
        ("NHS Partnership Trust", AgencyKind.HEALTH),
        ("GP practices", AgencyKind.HEALTH),
        ("Adult Social Care", AgencyKind.SOCIAL_SERVICES),
        ("Children’s Services", AgencyKind.SOCIAL_SERVICES),
        ("Council housing", AgencyKind.HOUSING),
        ("the specialist domestic abuse service", AgencyKind.SPECIALIST),
        ("Primary schools", AgencyKind.SCHOOL),
        ("Further education colleges", AgencyKind.EDUCATION),
        ("Safer Vale Partnership", AgencyKind.CSP),
        ("Employers", AgencyKind.EMPLOYER),
        ("The diocese", AgencyKind.FAITH),
        ("British Army", AgencyKind.MILITARY),
        ("Vale Council", AgencyKind.OTHER),
        ("", ""),
    ],
)
def test_recipients_are_told_by_the_words_of_the_paper(stated, kind):
    assert recipient_of(stated, None) == kind


@pytest.mark.django_db
def test_an_agency_is_found_by_its_name_or_its_branch_here():
    area = AreaFactory()
    agency = AgencyFactory(name="Vale Hospitals", kind=AgencyKind.HEALTH)
    AgencyBranch.objects.create(agency=agency, area=area, name="The Vale Infirmary")
    AgencyBranch.objects.create(agency=agency, area=area, name="Vale Infirmary")
    assert agency_named("the vale hospitals", area) == agency
    assert agency_named("Vale Infirmary", area) == agency
    assert agency_named("Vale Infirmary", AreaFactory()) is None
    assert agency_named("", area) is None
    assert recipient_of("Vale Infirmary", agency) == AgencyKind.HEALTH


@pytest.mark.django_db
def test_a_recommendation_may_open_with_its_agency():
    AgencyFactory(name="Tide")
    AgencyFactory(name="Tide Housing")
    assert agency_opening("It is recommended that the Tide Housing should write sooner.") == "Tide Housing"
    assert agency_opening("Tidewater should be tested.") == ""
