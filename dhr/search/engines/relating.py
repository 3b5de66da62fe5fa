"""What an inquiry finds once passages that mean nearly the same count as well."""

from dhr.search import meaning
from dhr.search.engines.inquiry import Inquiry
from dhr.search.engines.protocol import Hit
from dhr.search.ranking import LEAST_COSINE, RELATED_HITS


def with_related(by_words: Inquiry, leading: frozenset[str] | None = None) -> Inquiry:
    """What the words find, and beside it the passages that mean nearly the same, whatever they are filtered by.

    `leading` must be given where `by_words` finds more than what holds all the words.
    """
    if leading is None and not by_words.finds_all_words:
        leading = frozenset()
    words = by_words.query.reading.wanted
    nearest: tuple[Hit, ...] = ()
    if words and meaning.version():
        nearest = by_words.snapshot.nearest(meaning.vector(words), by_words.viewer, RELATED_HITS)
    related = tuple(hit for hit in nearest if hit.score >= LEAST_COSINE)
    return Inquiry(
        by_words.snapshot,
        by_words.book,
        by_words.query,
        by_words.viewer,
        by_words.tree,
        by_words,
        related,
        leading,
    )
