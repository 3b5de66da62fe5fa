"""Whether a mention holds: a ConText of our own (Harkema and others, 2009, give the method).

Cues are data (`patterns/status.toml`): each has a direction, a reach and a status; terminators end its scope.
History is no status: what once was counts as present.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nlp.components.grammar import words_of
from nlp.components.phrases import PhraseTable
from nlp.components.reading import Reading
from nlp.components.rules import PATTERNS, word_lists

# When several cues reach a mention: "if there was no history" says nothing, "no suspected abuse" is a no.
_STRENGTH = {"hypothetical": 3, "absent": 2, "possible": 1}
_CLAUSE_BEGINS = words_of("clause_begins")
_ASKED = words_of("asked")
_DENIES_ALL, _OR = words_of("denies_all"), frozenset(["or", "nor"])
_ASKS = words_of("asks")
_ASKS_WHAT = frozenset(["who", "whom", "whose", "what", "why", "when", "where", "how", "which"])
_ANYBODY = frozenset(["you", "your", "anyone", "anybody", "someone"])
_NO, _YES = words_of("no"), words_of("yes")
_TELLS_INSIDE = ("suspect", "alleg", "possib", "negative", "nil", "quer")
"""Cues that count inside a match too: "suspected of dealing" is suspected, while "not allowed out" is no denial."""
_INVERTS = frozenset(["had", "were"])
_MODALS = frozenset(["would", "might", "could", "should", "must"])
_CONDITION_SUBJECTS = frozenset(
    ["he", "she", "they", "it", "the", "a", "an", "anyone", "anybody", "either", "any", "her", "his", "their"]
)
_CONDITION_REACH = 12
_DENIES, _TAKEN = ("denie", "deny", "neither"), ("drink", "drank", "drug", "alcohol", "substance", "smok", "illicit")
"""A match may begin with its own denial: "denies cocaine", "not drink"; "not allowed out" is none."""
_PUNCTUATION = frozenset([",", ";", "-", "–", "—", ":", "?", ".", "("])
_OPENING_QUOTES = frozenset(['"', "“", "‘", "'"])
_PROMISES = frozenset(["'ll", "ill"])
_THREATENS = frozenset(["'ll", "ill", "'d", "would"])
_QUESTION_WITHIN = 20
"""Tokens of a quoted question before and after what it asks for."""
_REPLY_WITHIN = 8
"""Tokens of the next sentence in which a question may be answered."""


@dataclass(frozen=True)
class Cue:
    """A kind of cue; `status` None marks a wording inside which no cue counts."""

    status: str | None
    direction: str = "forward"
    reach: int = 0


@dataclass(frozen=True)
class _Cues:
    table: PhraseTable
    terminators: frozenset[str]
    absorbing_words: frozenset[str]
    absorbing_prefixes: tuple[str, ...]
    replies: PhraseTable
    injuries: PhraseTable
    explanations: PhraseTable
    retorts: PhraseTable


@cache
def _cues() -> _Cues:
    content = tomllib.loads((PATTERNS / "status.toml").read_text(encoding="utf-8"))
    table = PhraseTable(word_lists())
    for phrase in content["pseudo"]:
        table.add(phrase, Cue(None))
    for row in content["cue"]:
        for phrase in row["phrases"]:
            table.add(phrase, Cue(row["status"], row["direction"], row["reach"]))
    tables = {name: PhraseTable(word_lists()) for name in ("replies", "retorts", "injuries", "explanations")}
    for name, plain in tables.items():
        for phrase in content[name]:
            plain.add(phrase, name)
    return _Cues(
        table,
        frozenset(content["terminators"]),
        frozenset(word for word in content["absorbers"] if not word.endswith("*")),
        tuple(word[:-1] for word in content["absorbers"] if word.endswith("*")),
        **tables,
    )


class StatusReader:
    """The cues of one sentence, ready to be asked about any mention in it."""

    def __init__(self, reading: Reading, sentence: tuple[int, int]):
        self.reading = reading
        self.sentence = sentence
        found = _cues().table.find(reading, sentence)
        pseudo = [f for f in found if f.key.status is None]
        self.found = [
            f
            for f in found
            if f.key.status is not None
            and not any(p.start <= f.start and f.end <= p.end for p in pseudo)
            and not any(_within(f, other) for other in found)
        ]

    def status_of(self, start: int, end: int) -> tuple[str, str | None]:
        """The status of a mention on tokens start..end, and the text of the cue that decided it."""
        while end - start > 1 and self.reading.words[end - 1] in _PUNCTUATION:
            end -= 1
        answer = self._answer_to_quoted(start, end) or self._answer(end)
        if answer is not None:
            return answer
        inverted = self._inversion(start)
        if inverted is not None:
            return "hypothetical", self.reading.raws[inverted]
        best = None
        for cue in self.found:
            if not self._reaches(cue, start, end):
                continue
            rank = (_STRENGTH[cue.key.status], cue.end - cue.start)
            if best is None or rank > best[0]:
                best = (rank, cue)
        if best is None:
            return self._explained(start, end) or ("present", None)
        cue = best[1]
        text = self.reading.text[self.reading.starts[cue.start] : self.reading.ends[cue.end - 1]]
        return cue.key.status, text

    def _explained(self, start: int, end: int) -> tuple[str, str] | None:
        """An innocent cause given for an injury, in its sentence or beside it: "Says fell over cat. Graze to cheek"."""
        if not _cues().injuries.find(self.reading, (start, end)):
            return None
        sentences = self.reading.sentences
        number = sentences.index(self.sentence)
        for bounds in sentences[max(0, number - 1) : number + 2]:
            causes = _cues().explanations.find(self.reading, bounds)
            if causes:
                cause = causes[0]
                return "possible", self.reading.text[
                    self.reading.starts[cause.start] : self.reading.ends[cause.end - 1]
                ]
        return None

    def _answer_to_quoted(self, start: int, end: int) -> tuple[str, str | None] | None:
        """What was answered to a question that is quoted: '"Has he ever hit you?" was answered "no"'."""
        words = self.reading.words
        opening = range(start - 1, max(self.sentence[0] - 2, start - _QUESTION_WITHIN, -1), -1)
        asks = next((at + 1 for at in opening if self._opens_a_quotation(at)), None)
        if asks is None or words[asks] not in _ASKS:
            return None
        stop = next((at for at in range(end, min(end + _QUESTION_WITHIN, len(words))) if words[at] == "?"), None)
        if stop is None:
            return None
        reach = min(stop + 1 + _REPLY_WITHIN, len(words))
        reply = next(iter(_cues().replies.find(self.reading, (stop + 1, reach))), None)
        if reply:
            return "absent", self.reading.text[self.reading.starts[reply.start] : self.reading.ends[reply.end - 1]]
        if not _YES.isdisjoint(words[stop + 1 : reach]):
            return "present", None
        asked_of_anybody = not _ANYBODY.isdisjoint(words[asks:stop])
        return "hypothetical" if asked_of_anybody else "possible", self.reading.raws[asks]

    def _opens_a_quotation(self, at: int) -> bool:
        """Not as in 'off the internet." Do you': there it closes one."""
        if self.reading.words[at] not in _OPENING_QUOTES:
            return False
        before = self.reading.text[max(0, self.reading.starts[at] - 1) : self.reading.starts[at]]
        return not before or before.isspace() or before in "([—–"

    def _answer(self, end: int) -> tuple[str, str | None] | None:
        """What was answered where a mention stands in a question: "Self-harm? No.", "asked if he drank, he said no"."""
        words, last = self.reading.words, self.sentence[1]
        if words[last - 1] == "?" and words[last : last + 1] not in (["i"], ["we"]):
            at = last + (words[last : last + 1] != [] and words[last] in _OPENING_QUOTES)
            reply = words[at : at + 1]
            if reply and reply[0] in _NO:
                return "absent", self.reading.raws[at]
            if reply and reply[0] in _YES:
                return "present", None
            return self._unanswered(end)
        if words[end : end + 1] == [":"] and words[end + 1 : end + 2]:
            reply = words[end + 1]
            if reply in _NO:
                return "absent", self.reading.raws[end + 1]
        retort = _cues().retorts.find(self.reading, (end, min(end + _REPLY_WITHIN, last)))
        if retort:
            reply = retort[0]
            return "absent", self.reading.text[self.reading.starts[reply.start] : self.reading.ends[reply.end - 1]]
        asked = not _ASKED.isdisjoint(words[self.sentence[0] : end])
        if asked:
            asks_on = not _ASKED.isdisjoint(words[last : last + 2])  # the answer is that to the next question
            reach = last if asks_on else min(last + _REPLY_WITHIN, len(words))
            replies = _cues().replies.find(self.reading, (end, reach))
            if replies:
                reply = replies[0]
                return "absent", self.reading.text[self.reading.starts[reply.start] : self.reading.ends[reply.end - 1]]
        return None

    def _inversion(self, start: int) -> int | None:
        """Where a condition without "if" begins: "Had the doctor looked, he would", "stopped should Carys drink"."""
        words, raws, (first, last) = self.reading.words, self.reading.raws, self.sentence
        if words[last - 1] == "?":
            return None
        inverts = words[first] in _INVERTS and not _MODALS.isdisjoint(words[first:last])
        if inverts and (words[first + 1] in _CONDITION_SUBJECTS or raws[first + 1].istitle()):
            return first if self._inside_condition(words[first:start]) else None
        for i in range(max(first, start - _CONDITION_REACH), start - 1):
            whose = words[i + 1] in _CONDITION_SUBJECTS or (raws[i + 1].istitle() and raws[i].islower())
            if words[i] == "should" and whose and (i == first or not _follows_noun(words, i)):
                return i
        return None

    @staticmethod
    def _inside_condition(before: list[str]) -> bool:
        """Not as in "Had she been thirty, her black eye would have been asked about": that is a fact."""
        if "," in before and _MODALS.isdisjoint(before):
            return False
        return not {"said", "told"} & set(before)

    def _unanswered(self, end: int) -> tuple[str, str | None] | None:
        """A question to anybody asks in general, one about somebody leaves open whether it holds."""
        words = self.reading.words[self.sentence[0] : self.sentence[1]]
        if words[0] not in _ASKS:
            return ("possible", "?") if end == self.sentence[1] - 1 and words[0] not in _ASKS_WHAT else None
        status = "possible" if _ANYBODY.isdisjoint(words) else "hypothetical"
        return status, self.reading.raws[self.sentence[0]]

    def _reaches(self, cue, start: int, end: int) -> bool:
        if start <= cue.start and cue.end <= end:
            word = self.reading.words[cue.start]
            if word.startswith(_TELLS_INSIDE):
                return True
            denies = word.startswith(_DENIES) or self.reading.words[start + 1].startswith(_TAKEN)
            return cue.start == start and cue.key.status == "absent" and end - start > 1 and denies
        forward = cue.key.direction == "forward"
        if forward and cue.start < start < cue.end:
            return True  # "no history of [previous abuse]", where the match begins inside the cue
        between = self.reading.words[cue.end : start] if forward else self.reading.words[end : cue.start]
        if forward and cue.key.status == "possible":
            between = _since_that(between)
        if len(between) > cue.key.reach or (cue.end > start if forward else cue.start < end):
            return False
        if not _cues().terminators.isdisjoint(between) or _new_clause(between):
            return False
        if cue.key.status == "absent" and not _PROMISES.isdisjoint(between):
            return False
        if cue.key.status == "hypothetical" and not _THREATENS.isdisjoint(between):
            return False  # "if she goes he'll hang himself": what is threatened is said now
        if cue.key.status == "absent" and forward:
            if "," in between and not self._is_list(cue, start, end):
                return False
            return not any(map(_absorbs, between))
        return True

    def _is_list(self, cue, start: int, end: int) -> bool:
        """As in "no drinking, drug use or illness"; not in "not sleeping, tearful": there the comma ends it."""
        words = self.reading.words
        if words[cue.end - 1] == "ever":
            return True
        return words[cue.end - 1] in _DENIES_ALL and not _OR.isdisjoint(words[cue.end : min(end + 3, self.sentence[1])])


def _follows_noun(words: list[str], i: int) -> bool:
    """As in "what should he do" and "how should the GP": there it asks."""
    return words[i - 1] in _ASKS_WHAT


def _within(cue, other) -> bool:
    """The "if" of "wondered if" and the "not" of "not clear whether" mean what the longer wording means."""
    same = other.key.direction == cue.key.direction
    return same and other.start <= cue.start and cue.end <= other.end and other.end - other.start > cue.end - cue.start


def _since_that(between: list[str]) -> list[str]:
    """What stands after the last "and that": "alleged that it was she who hit and that he drank" alleges both."""
    for i in range(len(between) - 1, 0, -1):
        if between[i] == "that" and between[i - 1] in ("and", "or", "but"):
            return between[i + 1 :]
    return between


def _new_clause(between: list[str]) -> bool:
    """As in "denied hitting her and was drunk": the denial ends at the second verb."""
    return any(word in ("and", ",", "then") and after in _CLAUSE_BEGINS for word, after in pairwise(between))


def _absorbs(word: str) -> bool:
    cues = _cues()
    return word in cues.absorbing_words or word.startswith(cues.absorbing_prefixes)
