"""The tagger: a text and the people of its review in, mentions out."""

from collections import defaultdict
from dataclasses import replace

from nlp.calibration import calibration
from nlp.components.cast import MAIN_ROLES, Cast, Party, cast_of, people_words
from nlp.components.coreference import resolve
from nlp.components.general import GeneralReader
from nlp.components.grammar import words_of
from nlp.components.grounds import LESS_TRUSTED, grounds_of
from nlp.components.harm import HarmReader
from nlp.components.later_life import find_ages
from nlp.components.listing import listed
from nlp.components.other_matters import is_other_matter
from nlp.components.phrases import Found
from nlp.components.reading import Reading, read
from nlp.components.references import Reference, find_references
from nlp.components.rules import Exclusion, Rule, rule_table, settings_of
from nlp.components.sentence import Sentence, implied, is_individual
from nlp.components.status import StatusReader
from nlp.components.subject import UNKNOWN, holders
from nlp.people import read_people
from nlp.taxonomy import taxonomy
from nlp.types import Mention

_BODIES = words_of("bodies")
_MARGINS = frozenset(["'s", ",", ".", ";", ":", "!", "?"])  # a rule may ask for them; nobody quotes them
_LONGEST = 8_000  # code points read at once; the time that one stretch takes grows with its square


def analyse(text: str, people=None) -> list[Mention]:
    """The themes that `text` mentions, in the order of their place.

    `people` is as `nlp.people.read_people` takes it: `{"victim": ["Amina"], "perpetrator": ["Joseph"]}`.
    There is at most one mention for a theme, a subject and a place: of those that overlap, the longest.
    Raises ValueError when `people` is malformed, TypeError when `text` is no string.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {type(text).__name__}")
    cast = cast_of(read_people(people))
    if len(text) <= _LONGEST:
        return _mentions(text, cast)
    return [
        replace(mention, start=mention.start + start, end=mention.end + start)
        for start, end in _stretches(text)
        for mention in _mentions(text[start:end], cast)
    ]


def _stretches(text: str) -> list[tuple[int, int]]:
    """`text` in stretches short enough to read at once, cut after a sentence or at white space where there is some."""
    stretches, start = [], 0
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind(". ") + 2, window.rfind("\n") + 1)
        if cut < _LONGEST // 2:
            cut = window.rfind(" ") + 1 or _LONGEST
        stretches.append((start, start + cut))
        start += cut
    return [*stretches, (start, len(text))]


def _mentions(text: str, cast: Cast) -> list[Mention]:
    reading = read(text)
    references = find_references(reading, cast)
    classes = {start: {"age": end} for start, end in find_ages(reading).items()}
    classes |= {reference.start: {"who": reference.end, "person": reference.end} for reference in references}
    found = [rule_table().find(reading, bounds, classes) for bounds in reading.sentences]
    if not any(found) or is_other_matter(text, references):
        return []
    resolve(references, reading, cast)
    by_sentence = _by_sentence(reading, references)
    of_case = any(map(is_individual, references))
    patient = implied(by_sentence, cast, reading)
    mentions = []
    entries = listed(text) if "\n" in text else []
    for number, matches in enumerate(found):
        matches = [m for m in _kept(matches) if not any(a <= reading.starts[m.start] < b for a, b in entries)]
        if not matches:
            continue
        bounds, before = reading.sentences[number], by_sentence[:number]
        sentence = Sentence(reading, *bounds, by_sentence[number], before, of_case, patient)
        mentions += _Tagger(sentence, cast).mentions(matches)
    return sorted(_without_overlaps(_of_one_person(mentions)), key=lambda m: (m.start, m.end, m.theme, m.subject or ""))


def _by_sentence(reading: Reading, references: list[Reference]) -> list[list[Reference]]:
    sorted_in: list[list[Reference]] = [[] for _ in reading.sentences]
    number = 0
    for reference in references:
        while reference.start >= reading.sentences[number][1]:
            number += 1
        sorted_in[number].append(reference)
    return sorted_in


def _kept(matches: list[Found]) -> list[Found]:
    """The matches of rules, without those that overlap an exclusion; a match that says more than it stays."""
    exclusions = [m for m in matches if isinstance(m.key, Exclusion)]
    return [
        m
        for m in matches
        if isinstance(m.key, Rule)
        and not any(
            e.key.theme in (None, m.key.theme) and m.start < e.end and e.start < m.end and not _says_more(m, e)
            for e in exclusions
        )
    ]


def _says_more(match: Found, exclusion: Found) -> bool:
    return (
        match.start <= exclusion.start
        and exclusion.end <= match.end
        and match.end - match.start > exclusion.end - exclusion.start
    )


class _Tagger:
    """Turns the matches of one sentence into mentions."""

    def __init__(self, sentence: Sentence, cast: Cast):
        self.sentence = sentence
        self.status = StatusReader(sentence.reading, (sentence.start, sentence.end))
        self.harm = HarmReader(sentence, cast.of_role)
        self.general = GeneralReader(sentence, cast)
        self.cast = cast
        self.boilerplate = len(people_words()["characteristics"] & set(sentence.words)) >= 4

    def mentions(self, matches: list[Found]) -> list[Mention]:
        if self.sentence.is_bare_list:
            return []
        made = []
        for match in matches:
            theme = taxonomy()[match.key.theme]
            if (self.boilerplate and theme.family != "practice") or self._is_name(match) or self._names_a_body(match):
                continue
            if match.key.later_life and not self.cast.later_life:
                continue
            for party in self._subjects(match) if theme.subject_bearing else (None,):
                if party and party.subject not in match.key.about:
                    continue
                mention = self._mention(match, party)
                made.append(mention)
                if theme.parent:
                    made.append(_of_parent(mention, theme.parent))
        return made

    def _is_name(self, match: Found) -> bool:
        """A person called Dash or Hope is no theme."""
        names = (r for r in self.sentence.references if r.kind == "name")
        return any(name.start <= match.start and match.end <= name.end for name in names)

    def _names_a_body(self, match: Found) -> bool:
        """As in "Head of Drug and Alcohol Commissioning": words of a title or of a name, all with capitals."""
        raws, words = self.sentence.reading.raws, self.sentence.reading.words
        start, end = match.start, match.end
        if not any(raw[0].isupper() and not raw.isupper() for raw in raws[start:end]):
            return False
        while start > self.sentence.start and _in_a_name(raws[start - 1]):
            start -= 1
        while end < self.sentence.end and _in_a_name(raws[end]):
            end += 1
        return not _BODIES.isdisjoint((*words[start : match.start], *words[match.end : end]))

    def _subjects(self, match: Found) -> tuple[Party, ...]:
        rule: Rule = match.key
        who = None
        if match.who is not None:
            who = next((r for r in self.sentence.references if r.start == match.who), None)
        if self.general.speaks_of_nobody:
            return self.general.counted(rule.subject)
        if rule.subject == "unknown":
            return UNKNOWN
        if rule.subject is not None:
            return (self.cast.of_role(rule.subject),) if rule.subject != "other" else (Party("other"),)
        if rule.harm:
            return self.harm.harmed(match.start, match.end, form=rule.harm, who=who)
        skip = rule.possessor == "ignore"
        parties = holders(self.sentence, match.start, match.end, who=who, skip_possessor=skip)
        return self._of_sex(parties, settings_of(rule.theme).get("sex"))

    def _of_sex(self, parties: tuple[Party, ...], sex: str | None) -> tuple[Party, ...]:
        """Where only one sex can have a condition, the others are passed over for the one person who can."""
        if sex is None or (parties != UNKNOWN and any(self.cast.sexes.get(party) in (None, sex) for party in parties)):
            return parties
        if parties == UNKNOWN and (not self.sentence.of_case or self.sentence.of_people_in_general):
            return parties
        nearby = [*self.sentence.parties, *self.sentence.parties_before]
        fitting = {party for party in nearby if self.cast.sexes.get(party) == sex}
        if not fitting:
            fitting = {party for party in map(self.cast.of_role, MAIN_ROLES) if self.cast.sexes.get(party) == sex}
        return tuple(fitting) if len(fitting) == 1 else UNKNOWN

    def _mention(self, match: Found, party: Party | None) -> Mention:
        reading, rule = self.sentence.reading, match.key
        first, last = match.start, match.end - 1
        while first < last and reading.words[first] in _MARGINS:
            first += 1
        while first < last and reading.words[last] in _MARGINS:
            last -= 1
        start, end = reading.starts[first], reading.ends[last]
        status, cue = "present", None
        if party is not None:
            status, cue = self.status.status_of(match.start, match.end)
            if party.subject == "unknown" and self.general.makes_hypothetical(status):
                status, cue = "hypothetical", cue if status == "hypothetical" else None
            elif rule.status is not None and status != "hypothetical":
                status, cue = rule.status, None if rule.status == "present" else reading.text[start:end]
        length = match.end - match.start
        grounds = grounds_of(rule, length, self.sentence, party, status, pointed=match.who is not None)
        return Mention(
            theme=rule.theme,
            start=start,
            end=end,
            quote=reading.text[start:end],
            subject=party.subject if party else None,
            status=status,
            cue=cue,
            rule=f"{rule.theme}/{rule.name}",
            score=calibration().probability(grounds),
            person=party.person if party else None,
            grounds=grounds,
        )


def _in_a_name(raw: str) -> bool:
    return raw[0].isupper() or raw in ("of", "and", "for", "the", "&", "'s", "’s")


def _of_one_person(mentions: list[Mention]) -> list[Mention]:
    """A theme that a text speaks of about one person alone is about that person where it leaves unsaid about whom."""
    about: dict[str, set] = defaultdict(set)
    for mention in mentions:
        if mention.subject not in (None, "unknown"):
            about[mention.theme].add((mention.subject, mention.person))
    made = []
    for mention in mentions:
        if mention.subject == "unknown" and mention.status != "hypothetical" and len(about[mention.theme]) == 1:
            ((subject, person),) = about[mention.theme]
            mention = replace(mention, subject=subject, person=person)
        made.append(mention)
    return made


def _of_parent(mention: Mention, parent: str) -> Mention:
    return Mention(**{**vars(mention), "theme": parent})


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of the matches of a theme that overlap, the longest; of equally long ones the most trusted.

    A match that leaves its subject unknown gives way to one that knows it. The several subjects of one
    match ("both had") all stay.
    """
    kept: dict[str, list[Mention]] = defaultdict(list)
    order = sorted(
        mentions, key=lambda m: (m.subject == "unknown", m.start - m.end, LESS_TRUSTED in m.grounds, m.start, m.rule)
    )
    for mention in order:
        there = [m for m in kept[mention.theme] if m.start < mention.end and mention.start < m.end]
        if all(_other_subject_of_match(m, mention) for m in there):
            kept[mention.theme].append(mention)
    return [mention for same in kept.values() for mention in same]


def _other_subject_of_match(one: Mention, other: Mention) -> bool:
    same = (one.start, one.end, one.rule) == (other.start, other.end, other.rule)
    return same and (one.subject, one.person) != (other.subject, other.person)
