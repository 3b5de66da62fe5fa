"""The grounds of a mention: plain facts about how it was read, from which its score follows."""

from nlp.components.cast import Party
from nlp.components.rules import Rule
from nlp.components.sentence import Sentence
from nlp.taxonomy import taxonomy

LESS_TRUSTED = "rule less trusted"
_TRUSTED_FROM = 0.9
_LONG_SENTENCE = 35  # tokens


def grounds_of(
    rule: Rule, length: int, sentence: Sentence, party: Party | None, status: str, *, pointed: bool
) -> tuple[str, ...]:
    """Facts about a match of `length` tokens in `sentence`; `pointed` says that the rule's words name the person."""
    grounds = [f"theme {rule.theme}", f"family {taxonomy()[rule.theme].family}"]
    grounds.append("one word" if length == 1 else "two words" if length == 2 else "several words")
    if rule.score < _TRUSTED_FROM:
        grounds.append(LESS_TRUSTED)
    if sentence.end - sentence.start > _LONG_SENTENCE:
        grounds.append("long sentence")
    if party is not None:
        grounds += [f"about {party.subject}", f"status {status}", _how_found(rule, sentence, party, pointed=pointed)]
    return tuple(grounds)


def _how_found(rule: Rule, sentence: Sentence, party: Party, *, pointed: bool) -> str:
    if party.subject == "unknown":
        return "nobody in particular" if sentence.generic else "nobody found"
    if rule.subject is not None:
        return "person told by the rule"
    if pointed:
        return "person in the rule's words"
    if party not in sentence.parties:
        return "person of the sentences before" if party in sentence.parties_before else "person inferred"
    return "only person of the sentence" if len(sentence.parties) == 1 else "one of several persons"
