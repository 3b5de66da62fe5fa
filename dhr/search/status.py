"""How the search indexes are, and what to do about it: what administrators read. It holds no case text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Min
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format

from .engines.protocol import IndexState, SearchError, SearchUnavailable
from .indexes import INDEXES, Index, connection
from .models import Erasure, IndexBuild, IndexChange, IndexedUnit, UpkeepFailure
from .records import NOTHING

LATE = timedelta(minutes=10)
"""From then on somebody should look whether the worker runs."""

TITLES = {"public": "Published text", "workspace": "All papers"}

ADVICE = {
    "SearchUnreachable": "See whether the Elasticsearch cluster is up, and whether this host reaches it. Changes wait "
    "meanwhile, and are written when it answers again.",
    "SearchUnavailable": "Nothing: the worker builds the index anew by itself.",
    "SearchBusy": "Nothing, unless it goes on: then see which process besides the worker writes to the indexes.",
    "SearchError": "See whether the disk is full or closed to writing, on this host or in the cluster.",
}
ADVICE_OTHERWISE = (
    "See the worker’s log at the last of these times. If it goes on, tell whoever looks after this software."
)


@dataclass(frozen=True)
class IndexStatus:
    """One index. `problem` says why it can't be searched; `state` is unknown where the engine doesn't tell it.

    units     reviews and context papers of which it holds anything
    building  what is half built: by a process that runs, or one that was stopped
    """

    title: str
    wanted: str
    problem: str
    unreadable: bool
    state: IndexState | None
    units: int
    building: IndexBuild | None

    @property
    def rows(self) -> list[tuple[str, str]]:
        state, built = self.state, self.building
        rows = [("Reviews and context papers", intcomma(self.units))]
        if state:
            rows += [
                ("Passages, papers and cases", intcomma(state.documents)),
                ("Size on disk", filesizeformat(state.size)),
                ("Last written", _moment(state.written)),
                ("Built with", state.built_with + ("" if self.is_current else f" (this site needs {self.wanted})")),
            ]
        if built:
            rows.append(
                (
                    "Half built beside it" if self.was_stopped else "Being built beside it",
                    f"{intcomma(built.done)} of {intcomma(built.units)} reviews and context papers, with "
                    f"{intcomma(built.documents)} passages, papers and cases. Begun {_moment(built.began)}, "
                    f"last got on {_moment(built.seen)}",
                )
            )
        return rows

    @property
    def is_current(self) -> bool:
        return self.state is None or self.state.built_with == self.wanted

    @property
    def was_stopped(self) -> bool:
        return self.building is not None and _is_late(self.building.seen)

    @property
    def waits_for_the_worker(self) -> bool:
        return self.unreadable and (self.building is None or self.was_stopped)

    def to_do(self) -> Iterator[str]:
        if self.unreadable:
            now = "" if self.waits_for_the_worker else " It is being built now."
            yield f"{self.title} can’t be searched until the index is built anew, which the worker does by itself.{now}"
        elif self.problem:
            yield f"{self.title} can’t be searched. {ADVICE['SearchUnreachable']}"
        elif self.was_stopped:
            yield (
                f"{self.title}: building the index anew was stopped half-way. "
                "Run manage.py rebuild_search, which goes on from there."
            )


@dataclass(frozen=True)
class Status:
    """Both indexes, what waits for the worker, and what failed with what to do about it.

    waiting, since  units that changed, and when the first of them did
    owed_since      when the first text was taken away that is still on the disk
    """

    engine: str
    indexes: list[IndexStatus]
    waiting: int
    since: datetime | None
    owed_since: datetime | None
    failures: list[tuple[UpkeepFailure, str]]

    def to_do(self) -> list[str]:
        found = [each for index in self.indexes for each in index.to_do()]
        waits = any(index.waits_for_the_worker for index in self.indexes)
        if self.since and _is_late(self.since):
            found.append(f"Changes have waited since {_moment(self.since)}.")
            waits = True
        if self.owed_since and _is_late(self.owed_since):
            found.append(
                f"Text that was taken away on {_moment(self.owed_since)} is in no answer, but still on the disk. "
                "It leaves when the worker builds the indexes anew."
            )
            waits = True
        if waits:
            found.append("See whether the worker (manage.py work) is running. It does all that waits by itself.")
        return found


def status() -> Status:
    """How things are now. Never fails because the engine is away."""
    changes = IndexChange.objects.aggregate(since=Min("at"))
    owed = Erasure.objects.aggregate(since=Min("at"))
    return Status(
        engine=_engine(),
        indexes=[_status(index) for index in INDEXES],
        waiting=IndexChange.objects.values("unit").distinct().count(),
        since=changes["since"],
        owed_since=owed["since"],
        failures=[(each, ADVICE.get(each.kind, ADVICE_OTHERWISE)) for each in UpkeepFailure.objects.all()[:20]],
    )


def _engine() -> str:
    if not settings.SEARCH_URL:
        return "Tantivy, in a folder of this host"
    return f"Elasticsearch at {', '.join(connection().nodes)}"


def _status(index: Index) -> IndexStatus:
    engine = index.engine()
    build = IndexBuild.objects.filter(index=index.name).first()
    state, problem, unreadable = None, "", False
    try:
        state = engine.state()
        engine.check()
    except SearchError as error:
        problem, unreadable = str(error).replace("`", ""), isinstance(error, SearchUnavailable)
    in_use = state.name if state else build and (build.name if build.finished else build.replaces)
    held = IndexedUnit.objects.filter(index=in_use or "").exclude(digest=NOTHING)
    is_building = build and not build.finished and build.name != in_use
    return IndexStatus(
        title=TITLES[index.name],
        wanted=engine.wanted(),
        problem=problem,
        unreadable=unreadable,
        state=state,
        units=held.count(),
        building=build if is_building else None,
    )


def _is_late(moment: datetime) -> bool:
    return timezone.now() - moment > LATE


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
