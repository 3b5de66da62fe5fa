"""Who has the need or condition that a mention of a people or health theme speaks of."""

from nlp.components.cast import Party
from nlp.components.grammar import words_of
from nlp.components.references import Reference
from nlp.components.sentence import Sentence

UNKNOWN = (Party("unknown"),)
_OF = words_of("of")
_OWN_DOING = words_of("own_doing")
_ADJECTIVE_END = ("name", "role", "relative", "partner", "child")


def holders(
    sentence: Sentence, start: int, end: int, *, who: Reference | None, skip_possessor: bool
) -> tuple[Party, ...]:
    """The parties that a mention on tokens start..end is about: several for "both", UNKNOWN rather than a guess.

    `who` is the reference that the rule itself points to; `skip_possessor` says that a possessive right
    before the mention is somebody else ("her carer" is not she).
    """
    reference = who or _reference(sentence, start, end, skip_possessor)
    if reference is not None:
        unsaid = sentence.implied if reference.kind == "adult" else ()  # "Pt denies low mood"
        return sentence.joined(reference) or unsaid or UNKNOWN
    if sentence.generic or sentence.of_people_in_general:
        return UNKNOWN
    if sentence.topic and (sentence.elided or all(r.start >= end for r in sentence.references)):
        return sentence.topic  # "Seen alone, low mood, husband outside"
    if len(sentence.parties) == 1:
        return tuple(sentence.parties)
    return sentence.topic or UNKNOWN if not sentence.parties else UNKNOWN


def _reference(sentence: Sentence, start: int, end: int, skip_possessor: bool) -> Reference | None:
    words = sentence.reading.words
    for reference in sentence.references:
        inside = start <= reference.start < end
        adjacent = reference.start == end and reference.kind in _ADJECTIVE_END and not reference.possessor
        if inside and (reference.form == "reflexive" or words[reference.end : end][:1] == ["own"]):
            acts = sentence.clause_subject(start)  # "took her own life": whoever acts
            return acts if acts is not None and acts.parties else reference
        plain = words[reference.start] not in ("the", "a")
        # as in "he drinks her pension": who drinks stands before
        if inside and reference.start > start and words[start] in _OWN_DOING and _is_object(sentence, reference, start):
            return sentence.clause_subject(start)
        # as in "convinced that she was an impostor": who is convinced stands before
        clause = inside and reference.form == "subject" and reference.start > start
        if (inside or adjacent) and plain and not clause and reference.parties and not skip_possessor:
            return reference
    if end < sentence.end and words[end] in _OF:
        after = sentence.first_after(end + 1, 0)
        if after is not None and not (words[end] == "by" and after.kind == "pronoun"):
            return after
    earlier = sentence.clause_subject(start)
    if earlier is None and [r.kind for r in sentence.references] == ["pair"]:
        return sentence.references[0]  # "Alcohol played no part with either"
    if earlier is None and sentence.elided:
        return None
    if earlier is None:
        return sentence.first_after(end, 3 if sentence.topic else 6)
    if skip_possessor and earlier.owned and earlier.end + 2 >= start:
        return _somebody_else(sentence, earlier, end)
    return earlier


def _is_object(sentence: Sentence, reference: Reference, start: int) -> bool:
    """Whether somebody in a match is what another's doing is done to: "drinks her pension", "looks after her"."""
    doer = sentence.clause_subject(start)
    if doer is None or not doer.parties or doer.owned or doer.parties == reference.parties or start - doer.end > 2:
        return False
    return doer.form == "subject" or (doer.form is None and doer.kind == "name")


def _somebody_else(sentence: Sentence, possessor: Reference, end: int) -> Reference:
    """As in "Joseph was her carer", "her carer, Joseph": he, or an unresolved reference when nobody else is named."""
    others = [r for r in sentence.references if r.parties != possessor.parties]
    before = [r for r in others if r.end <= possessor.start]
    after = [r for r in others if r.start >= end]
    if before:
        return before[-1]
    return after[0] if after else Reference("name", end, end, "")
