from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Region(models.Model):
    """A region of England, or Wales; its regional lead sees what areas chose to share."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Area(models.Model):
    """The area of one community safety partnership (CSP), past or present."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="areas")
    police_force = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def roles_of(self, user):
        """The roles that `user` has here today, as a set of Role values (a successor's members included)."""
        return roles_in([self.pk], user)


class AreaAlias(models.Model):
    """Another name of an area: a trading name ("Safer X Partnership"), an old name, a spelling."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "area aliases"
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="alias_once_an_area")]

    def __str__(self):
        return self.name


class AreaMerger(models.Model):
    """From `on`, `successor` carries on the work of `predecessor` and sees its reviews."""

    predecessor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="mergers_into")
    successor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="mergers_from")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="merger_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="merger_of_two_areas"),
        ]

    def __str__(self):
        return f"{self.predecessor} into {self.successor}, {self.on}"


class LocalAuthority(models.Model):
    """A council inside an area."""

    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="local_authorities")

    class Meta:
        verbose_name_plural = "local authorities"
        ordering = ["name"]

    def __str__(self):
        return self.name


def with_predecessors(area_ids: Iterable[int]) -> set[int]:
    """The given areas and all that merged into them by today, directly or by way of others."""
    return _followed(area_ids, "successor_id", "predecessor_id")


def with_successors(area_ids: Iterable[int]) -> set[int]:
    """The given areas and all that they merged into by today, directly or by way of others."""
    return _followed(area_ids, "predecessor_id", "successor_id")


def roles_in(area_ids: Iterable[int], user) -> set[str]:
    """The roles that `user` has today in any of these areas, or in what they merged into."""
    here = user.memberships.current().filter(area__in=with_successors(area_ids))
    return set(here.values_list("role", flat=True))


def _followed(area_ids: Iterable[int], start: str, end: str) -> set[int]:
    found = set(area_ids)
    if not found:
        return found
    steps: dict[int, set[int]] = {}
    for one, other in AreaMerger.objects.filter(on__lte=timezone.localdate()).values_list(start, end):
        steps.setdefault(one, set()).add(other)
    waiting = list(found)
    while waiting:
        for area in steps.get(waiting.pop(), set()) - found:
            found.add(area)
            waiting.append(area)
    return found
