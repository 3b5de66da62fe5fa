from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.db.models import Count, Q, QuerySet
from tqdm import tqdm

from dhr.areas.models import Area
from dhr.learning.tagging import Tagged, forget_readings, tag_unit
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionParagraph
from dhr.reviews.models import Document, Paragraph, Review
from dhr.search.listening import note

GO_ON = "What is read so far is kept: run it again, without --force, to go on."


class Command(BaseCommand):
    help = (
        "Mark themes anew in every passage whose text, people, rules or decisions changed since it was last read. "
        "Stopped at any point it goes on there when it is run again. The worker takes the marks into the search."
    )

    def add_arguments(self, parser):
        parser.add_argument("--area", metavar="SLUG", help="Only papers of this area.")
        parser.add_argument("--review", metavar="ID", help="Only papers of this review: what its address ends with.")
        parser.add_argument("--force", action="store_true", help="Read unchanged passages too.")

    def handle(self, *, area, review, force, **options):
        papers = _papers(area, review)
        try:
            if force:
                forget_readings(papers)
            done, failed = self._tag(papers)
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {GO_ON}") from None
        except OperationalError as problem:
            raise CommandError(f"The database can't be used just now. {GO_ON}") from problem
        self.stdout.write(
            f"Papers: {papers.count():,}. Passages read: {done.passages:,}. "
            f"Marks: {done.came:,} new, {done.went:,} gone."
        )
        if failed:
            raise CommandError(f"{failed} of the papers can't be read, and keep the marks that they had.")

    def _tag(self, papers: QuerySet[Document]) -> tuple[Tagged, int]:
        """What was done, and how many papers failed."""
        passages = _passages(papers)
        done, failed = Tagged(), 0
        with tqdm(desc="Marking themes", total=sum(passages.values()), unit=" passages", disable=None) as bar:
            for pk, number in passages.items():
                try:
                    done += tag_unit(papers.filter(pk=pk), changed=lambda paper: note(paper.unit))
                except OperationalError:
                    raise
                except Exception as error:  # the type alone: a message could carry case text
                    failed += 1
                    public_id = papers.values_list("public_id", flat=True).get(pk=pk)
                    self.stderr.write(f"/desk/papers/{public_id}/ can't be read: {type(error).__name__}")
                bar.set_postfix_str(f"{done.passages:,} read", refresh=False)
                bar.update(number)
        return done, failed


def _papers(area: str | None, review: str | None) -> QuerySet[Document]:
    papers = Document.objects.select_related("review")
    if area:
        found = Area.objects.filter(slug=area).first()
        if not found:
            raise CommandError(f"There is no area {area!r}.")
        papers = papers.filter(Q(area=found) | Q(review__in=found.reviews.all()))
    if review:
        if not Review.objects.filter(public_id=review).exists():
            raise CommandError(f"There is no review {review!r}.")
        papers = papers.filter(review__public_id=review)
    return papers


def _passages(papers: QuerySet[Document]) -> dict[int, int]:
    """Papers by primary key, each with how many passages it has, those of its standing edition among them."""
    working = Paragraph.objects.filter(document__in=papers).values_list("document")
    published = EditionParagraph.objects.filter(
        edition__document__in=papers, edition__status=EditionStatus.STANDING
    ).values_list("edition__document")
    passages = dict.fromkeys(papers.values_list("pk", flat=True), 0)
    for counted in (working, published):
        for pk, number in counted.order_by().annotate(Count("pk")):
            passages[pk] = passages.get(pk, 0) + number
    return passages
