import json
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.text import slugify
from tqdm import tqdm

from dhr.areas.models import Agency, Area, User
from dhr.exchange.enums import READABLE, Change, IngestionStatus
from dhr.exchange.models import Ingestion
from dhr.exchange.reading import take_in
from dhr.exchange.receiving import Refused, check, receive
from dhr.reviews.files import printable
from dhr.reviews.models import Review

ENDINGS = (".pdf", ".docx", ".txt")


class Command(BaseCommand):
    help = (
        "Read papers in: PDF, Word (.docx) and text files, or whole folders of them. One line a file tells what came "
        "of it; a bad file never stops the rest; the same file again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--area", required=True, metavar="SLUG")
        parser.add_argument("--kind", required=True, help=f"One of: {', '.join(READABLE)}.")
        parser.add_argument(
            "--review", metavar="REF", help="The review that the papers join, by reference or identifier."
        )
        parser.add_argument("--agency", metavar="SLUG", help="Whose IMR it is.")
        parser.add_argument(
            "--replace", action="store_true", help="Replace the review's paper of this kind, even by quite another."
        )
        parser.add_argument("--published", action="store_true", help="They are already public elsewhere.")
        parser.add_argument("--source-url", default="", metavar="URL", help="Where they are public.")
        parser.add_argument("--create-area", action="store_true", help="Make the area where there is none.")
        parser.add_argument("--by", metavar="USERNAME", help="Who reads them in.")
        parser.add_argument("--json", action="store_true", help="One JSON object a file.")

    def handle(self, *, paths, area, kind, review, agency, published, source_url, create_area, by, replace, **options):
        if kind not in READABLE:
            raise CommandError(f"There is no kind {kind!r}. Kinds: {', '.join(READABLE)}.")
        files = list(_files(paths))
        by = self._one(User.objects.all(), "username", by, "user") if by else None
        agency = self._one(Agency.objects.all(), "slug", agency, "agency") if agency else None
        place = {"kind": kind, "agency": agency, "published": published, "source_url": source_url}
        place["area"] = self._area(area, create=create_area)
        place["review"] = self._review(place["area"], review) if review else None
        try:
            check(**place, files=len(files))
        except Refused as error:
            raise CommandError(str(error)) from None
        if place["area"].pk is None:
            place["area"].save()

        failed = 0
        for path in tqdm(files, unit="file", desc="Reading", disable=None):
            told = _read(path, place | {"replaces": replace}, by)
            failed += told["status"] == IngestionStatus.FAILED
            with tqdm.external_write_mode():
                self.stdout.write(json.dumps(told) if options["json"] else _line(told))
        if failed:
            raise CommandError(f"{failed} of {len(files)} files could not be read in.", returncode=1)

    def _area(self, slug: str, *, create: bool) -> Area:
        """The area; a new one is not saved yet."""
        if create and not Area.objects.filter(slug=slug).exists():
            if slug != slugify(slug):
                raise CommandError(f"{slug!r} cannot be an area's slug; {slugify(slug)!r} could.")
            return Area(slug=slug, name=slug.replace("-", " ").title())
        return self._one(Area.objects.all(), "slug", slug, "area", hint=" --create-area makes a new one.")

    def _review(self, area: Area, reference: str) -> Review:
        here = Review.objects.of_area(area) if area.pk else Review.objects.none()
        found = list(here.filter(Q(public_id=reference) | Q(reference__iexact=reference)))
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(review.public_id for review in found)
            raise CommandError(f"{len(found)} reviews have the reference {reference!r}: give one of {ids}.")
        known = sorted(
            review.reference or review.public_id for review in here.exclude(documents__kind="library-record")
        )
        raise CommandError(
            f"There is no review {reference!r} in {area}. "
            + (f"Its reviews: {_listed(known)}." if known else "It has none yet.")
        )

    def _one(self, rows, field: str, value: str, noun: str, hint: str = ""):
        found = rows.filter(**{field: value}).first()
        if found:
            return found
        known = sorted(rows.values_list(field, flat=True))
        close = get_close_matches(value, known, n=3)
        if close:
            hint = f" Did you mean {' or '.join(close)}?{hint}"
        elif known:
            hint = f" There are: {_listed(known)}.{hint}"
        raise CommandError(f"There is no {noun} {value!r}.{hint}")


def _files(paths: list[Path]) -> Iterator[Path]:
    """The files among `paths`, and the papers in the folders among them, each once.

    A link inside a folder that leads out of it is passed over: nobody named what it leads to.
    """
    seen = set()
    for path in paths:
        if not (path.is_file() or path.is_dir()):
            raise CommandError(f"There is no file or folder {printable(str(path))}.")
        inside = sorted(_papers_in(path)) if path.is_dir() else [path]
        if not inside:
            raise CommandError(f"In {path} there are no papers ({', '.join(ENDINGS)}).")
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _papers_in(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        ends_well = file.suffix.lower() in ENDINGS
        if ends_well and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            yield file


def _read(path: Path, place: dict, by: User | None) -> dict:
    """Read one file in; what to tell about it."""
    try:
        with path.open("rb") as file:
            ingestion = receive(File(file, name=path.name), name=path.name, **place, limit=settings.UPLOAD_LIMIT, by=by)
    except (Refused, OSError) as error:
        message = str(error) if isinstance(error, Refused) else "The file cannot be opened."
        ingestion = Ingestion(name=path.name, status=IngestionStatus.FAILED, message=message)
    else:
        ingestion = take_in(ingestion)
    document = ingestion.document
    return {
        "path": printable(str(path)),
        "status": ingestion.status,
        "outcome": ingestion.outcome,
        "message": ingestion.message,
        "title": document.title if document else "",
        "document": document.public_id if document else "",
        "review": ingestion.review.public_id if ingestion.review else "",
        "published": bool(document and document.editions.standing().exists()),
        "sections": ingestion.sections,
        "paragraphs": ingestion.paragraphs,
        "recommendations": ingestion.recommendations,
        "notes": ingestion.notes,
        "differences": [{"what": entry["what"], "where": entry["where"]} for entry in ingestion.differences],
    }


def _line(told: dict) -> str:
    """One line on a file, with the differences and notes indented under it."""
    line = f"{told['path']}: {told['outcome'].lower()}"
    if told["status"] == IngestionStatus.FAILED:
        return f"{line}. {told['message']}"
    counts = ", ".join(f"{told[name]} {name}" for name in ("sections", "paragraphs", "recommendations"))
    line = f"{line}: {counts}{', published' if told['published'] else ''}"
    changes = [f"{Change(entry['what']).label}: {entry['where']}" for entry in told["differences"]]
    return "\n  ".join([line, *changes, *told["notes"]])


def _listed(names: list[str], most: int = 20) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
