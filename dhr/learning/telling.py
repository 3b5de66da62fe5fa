"""Published passages that say most about a theme."""

from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Value, When
from django.db.models.functions import Abs, Length

from dhr.publishing.models import Edition, EditionParagraph
from dhr.reviews.enums import DocumentKind, Subject
from dhr.themes.models import Theme

from .enums import MentionStatus
from .models import Mention

BEST_LENGTH = 350
"""Code points: long enough to tell something, short enough to be read here."""

CANDIDATES = 300
MOST = 6
A_REVIEW = 2


@dataclass(frozen=True)
class Telling:
    """A passage, and the mention for which it was chosen."""

    mention: Mention
    paragraph: EditionParagraph
    edition: Edition

    @property
    def marks(self) -> list[Mention]:
        return [self.mention]


def telling_passages(theme: Theme) -> list[Telling]:
    """At most MOST passages of standing editions in which `theme` holds, and is denied of nobody.

    First those that say whom it is about, then the surest marks, then those nearest to a good length.

    Of one review, or context paper, come two at most, so that one long report doesn't speak for all. One query.
    """
    standing = Mention.objects.filter(theme=theme, rejected=False)
    denied = standing.filter(status=MentionStatus.ABSENT, edition_paragraph=OuterRef("edition_paragraph"))
    mentions = (
        standing.filter(
            ~Exists(denied),
            status=MentionStatus.PRESENT,
            edition_paragraph__edition__in=Edition.objects.standing(),
        )
        .exclude(edition_paragraph__edition__kind=DocumentKind.TERMS_OF_REFERENCE)
        .exclude(edition_paragraph__section__heading__icontains="terms of reference")  # what is asked, not what was
        .annotate(
            off=Abs(Length("edition_paragraph__text") - Value(BEST_LENGTH)),
            unclear=Case(When(subject=Subject.UNKNOWN, then=1), default=0),
        )
        .select_related("theme", "edition_paragraph__section", "edition_paragraph__edition__document__review")
        .order_by("unclear", "-score", "off", "edition_paragraph__edition", "edition_paragraph__order")
    )
    chosen: list[Telling] = []
    seen: dict[str, int] = {}
    paragraphs = set()
    for mention in mentions[:CANDIDATES]:
        paragraph = mention.edition_paragraph
        unit = paragraph.edition.unit
        if paragraph.pk in paragraphs or seen.get(unit, 0) == A_REVIEW:
            continue
        paragraphs.add(paragraph.pk)
        seen[unit] = seen.get(unit, 0) + 1
        chosen.append(Telling(mention, paragraph, paragraph.edition))
        if len(chosen) == MOST:
            break
    return chosen
