"""Takes away one `visible_to` of the code at a time; an answer of the sweep must then be wrong.

Slow, so it runs by itself: `make mutate-access`. One sweep learns which requests reach which `visible_to`; each is
then switched off (it lets everything through) while those requests are asked again, until one answers wrongly.
"""

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import QuerySet

from .sweep import wrong
from .viewers import VIEWERS

pytestmark = [pytest.mark.django_db, pytest.mark.mutation]
CODE = Path(__file__).parents[2] / "dhr"


@dataclass(frozen=True)
class Site:
    """Where `visible_to` is called: a file of the code and the lines of the call."""

    path: str
    first: int
    last: int

    def __str__(self):
        return f"{Path(self.path).relative_to(CODE.parent)}:{self.last}"


def sites() -> list[Site]:
    found = []
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "visible_to":
                found.append(Site(str(path), node.func.value.lineno, node.end_lineno))
    return found


class Switch:
    """Stands before every model's `visible_to`: notes which sites were used, and lets one of them through."""

    def __init__(self, sites: list[Site]):
        self.by_file = defaultdict(list)
        for site in sites:
            self.by_file[site.path].append(site)
        self.used: set[Site] = set()
        self.off: Site | None = None

    def site_of(self, frame) -> Site | None:
        lines = [s for s in self.by_file[frame.f_code.co_filename] if s.first <= frame.f_lineno <= s.last]
        return min(lines, key=lambda site: site.last - site.first, default=None)

    def before(self, visible_to):
        def switched(queryset, user):
            caller = sys._getframe(1)
            if caller.f_code.co_name == "manager_method":  # a manager passes the call on
                caller = caller.f_back
            site = self.site_of(caller)
            self.used.add(site)
            return queryset.all() if site and site == self.off else visible_to(queryset, user)

        return switched


@pytest.fixture
def switch(monkeypatch):
    switch = Switch(sites())
    querysets = {type(model._default_manager.all()) for model in apps.get_models()}
    for queryset in querysets - {QuerySet}:
        if "visible_to" in vars(queryset):
            monkeypatch.setattr(queryset, "visible_to", switch.before(queryset.visible_to))
    return switch


def test_without_any_one_visible_to_somebody_is_told_too_much(world, everything_to_ask, client_of, switch, capsys):
    clients = {viewer: client_of(viewer) for viewer in VIEWERS}
    reached: dict[Site, list] = defaultdict(list)
    already = []
    for viewer, client in clients.items():
        for ask in everything_to_ask:
            if ask.method == "head":
                continue  # answered by the code of GET
            switch.used.clear()
            if problem := wrong(world, client, viewer, ask):
                already.append(problem)
                continue
            for site in switch.used - {None}:
                reached[site].append((viewer, ask))
        tell(capsys, f"{viewer} asked everything")
    survivors = []
    for site in sites():
        switch.off = site
        problems = (wrong(world, clients[viewer], viewer, ask) for viewer, ask in reached[site])
        problem = next(filter(None, problems), "")
        switch.off = None
        survivors += [] if problem else [site]
        verdict = "noticed" if problem else "SURVIVED" if reached[site] else "UNREACHED"
        tell(capsys, f"{verdict}  {site}  {problem}")
    assert not already
    assert not survivors


def tell(capsys, line: str) -> None:
    """On the screen while the test goes on: it takes long."""
    with capsys.disabled():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
