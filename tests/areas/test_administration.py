import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.areas.models import Agency, Area, AreaMerger, Region
from tests.factories import AgencyFactory, AreaFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_nobody_else_finds_these_pages(client):
    area = AreaFactory()
    client.force_login(UserFactory.coordinator(area))
    names = ["", "-areas", "-area-add", "-agencies", "-agency-add", "-regions", "-region-add", "-people"]
    addresses = [reverse(f"administration{name}") for name in names]
    addresses.append(reverse("administration-area", args=[area.slug]))
    assert {client.get(address).status_code for address in addresses} == {404}
    assert client.post(reverse("administration-area-add"), {"name": "Mine"}).status_code == 404
    client.logout()
    assert client.get(addresses[0]).url.startswith(reverse("account_login"))


def test_an_area_is_added_and_its_address_stays_when_it_is_renamed(administrator):
    region = RegionFactory()
    administrator.post(reverse("administration-area-add"), {"name": "  Upper   Wexley ", "region": region.pk})
    area = Area.objects.get(name="Upper Wexley")
    assert (area.slug, area.region) == ("upper-wexley", region)
    administrator.post(reverse("administration-area", args=[area.slug]), {"name": "Wexley Vale"})
    area.refresh_from_db()
    assert (area.name, area.slug) == ("Wexley Vale", "upper-wexley")


@pytest.mark.parametrize(
    ("factory", "address"),
    [
        (AreaFactory, "administration-area-add"),
        (AgencyFactory, "administration-agency-add"),
        (RegionFactory, "administration-region-add"),
    ],
)
def test_a_name_is_given_once_and_what_was_typed_stays(administrator, factory, address):
    kind = type(factory(name="Wexley"))
    page = administrator.post(reverse(address), {"name": "WEXLEY", "kind": "health"}).content.decode()
    assert "There is one called WEXLEY already." in page and 'value="WEXLEY"' in page
    assert kind.objects.filter(name__iexact="wexley").count() == 1


def test_two_names_that_make_the_same_address_get_two(administrator):
    for name in ("St Mary’s", "St. Marys"):
        administrator.post(reverse("administration-agency-add"), {"name": name, "kind": "school"})
    assert sorted(Agency.objects.values_list("slug", flat=True)) == ["st-marys", "st-marys-2"]


def test_other_names_come_and_go(administrator):
    area = AreaFactory()
    add = reverse("administration-area-alias", args=[area.slug])
    administrator.post(add, {"name": "Safer Wexley"})
    assert "among its names already" in administrator.post(add, {"name": "safer wexley"}).content.decode()
    alias = area.aliases.get()
    administrator.post(reverse("administration-alias-remove", args=[area.slug, alias.pk]))
    assert not area.aliases.exists()


def test_a_merger_needs_to_be_meant_and_goes_one_way(administrator):
    old, new = AreaFactory.create_batch(2)
    facts = {"merger-successor": new.pk, "merger-on": timezone.localdate().isoformat()}
    address = reverse("administration-area-merger", args=[old.slug])
    assert "can’t be taken back" in administrator.post(address, facts).content.decode()
    assert not AreaMerger.objects.exists()
    administrator.post(address, facts | {"merger-sure": "on"})
    assert AreaMerger.objects.get().successor == new
    back = reverse("administration-area-merger", args=[new.slug])
    page = administrator.post(back, facts | {"merger-successor": old.pk, "merger-sure": "on"}).content.decode()
    assert f"{old} itself merged into {new}" in page
    assert AreaMerger.objects.count() == 1


def test_regions_and_agencies_are_renamed(administrator):
    region, agency = RegionFactory(), AgencyFactory()
    administrator.post(reverse("administration-region", args=[region.slug]), {"name": "The North"})
    administrator.post(reverse("administration-agency", args=[agency.slug]), {"name": "Tern Trust", "kind": "health"})
    assert Region.objects.get(pk=region.pk).name == "The North"
    assert Agency.objects.get(pk=agency.pk).name == "Tern Trust"


def test_people_are_found_by_name_and_address_and_their_places_are_not_told(administrator):
    area = AreaFactory(name="Wexley")
    UserFactory.coordinator(area, first_name="Wren", last_name="Adler")
    UserFactory(first_name="Rook", last_name="Bell")
    page = administrator.get(reverse("administration-people"), {"q": "adler wren"}).content.decode()
    assert "Wren Adler" in page and "Rook" not in page and "Wexley" not in page
