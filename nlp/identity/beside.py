"""What stands beside a word and tells whether it names somebody."""

import re
from functools import cached_property

from nlp.identity.spans import alternatives, vocabulary
from nlp.identity.words import Word


def listed(name: str) -> frozenset[str]:
    """The alternatives of a list in `names.toml`."""
    return frozenset(vocabulary("names")[name].replace("\n", "").split("|"))


TITLES = listed("titles")
RELATIONS = listed("relations")
_LONGEST_RELATION = 3
_DOINGS = frozenset(doing.split()[0] for doing in listed("doings"))
_CITED = re.compile(
    r"['’]?s?,?\s(?:et\sal\b|\(?(?:19|20)\d\d[a-z]?\b[);,:]|(?:and|&)\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,?\s\(?(?:19|20)\d\d|"
    r"(?:,\s[A-Z][\w'’-]+){1,4}\s(?:and|&)\s[A-Z][\w'’-]+,?\s\((?:19|20)\d\d|"
    r"\sv\.?\s[A-Z][\w'’-]+\s[\[(](?:19|20)\d\d|\s\[(?:19|20)\d\d\])"
)
_CLOSING = re.compile(
    r"^[ \t]*(?:yours(?:\s\w+)?|(?:kind|best|warm|with|many)\s[\w ]{0,30}|best|regards|thanks|thank you|"
    r"with\scondolences|sincerely|"
    r"signed|cheers|love)[,.:]?[ \t]*\n+[ \t]*(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(rf"\b{alternatives(vocabulary('names')['labels'])}\s?:\s?\"?(?=[A-Z])", re.IGNORECASE)


# "Signed C. Onions"; "R v Haldane", who is no law report's
_SIGNED = re.compile(
    rf"\b(?:[Ss]igned|R\sv\.?(?=\s[A-Z][\w'’-]*(?![\w'’-]|\s[\[(]))|{alternatives(vocabulary('names')['done_by'])}\sby)"
    r"\s{1,4}(?=[A-Z])"
)
# "Tone," on a line of its own; "Bill he's kept Orla"
_SALUTATION = re.compile(
    r"^[> \t]*(?:(?:Hi|Hiya|Hello|Hey|Dear|Morning|Afternoon|Evening)\s)?(?P<it>[A-Z][a-z]+),[ \t]*$", re.MULTILINE
)
_ADDRESSED = re.compile(
    r"(?:^|[\"“'‘>]\s?|\b(?:no|yes|yeah|hi|please|sorry|thanks),?\s)(?P<it>[A-Z][a-z]+),?(?=\s(?:he|she|I|it|you|they|we)['’](?:s|m|ll|d|ve|re)\b)",
    re.MULTILINE,
)
_ELDER = re.compile(r"(?P<it>[A-Z][a-z]+),\sthe\s(?:younger|elder|eldest|youngest|oldest|middle)\b")
_FILED = re.compile(r",\s(?:[A-Z]\.|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\s\(|\s{2}|[\n,;.])|[A-Z]{2,}\s*(?:\n|$))")
_FILED_IN_FORM = re.compile(r",\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\s{2}|\n|\s\(|$)")
_WORKPLACES = vocabulary("names")["workplaces"].replace("\n", "")
_OF_WORKPLACE = re.compile(
    rf"\s(?:(?:from|frm|fr)\s(?:[A-Z]|(?:the|our|her|his)\s(?i:{_WORKPLACES})\b)|(?:on|in|at)\s(?:(?:the|our|her|his)\s)?(?i:{_WORKPLACES})\b|\(\w+\))"
)
_QUOTED = re.compile(r"[\"“‘']$"), re.compile(r"[\"”’'](?!\w)")


class Beside:
    """The surroundings of each word of a text, by its number."""

    def __init__(self, text: str, words: list[Word]):
        self._text, self._words = text, words

    def after_title(self, i: int) -> str:
        """The title that stands before word `i`, with perhaps a number or another person between; or ""."""
        word = self._words[i]
        if not i:
            return ""
        before = self._words[i - 1]
        slash = self._text[max(0, before.start - 2) : before.start]
        ends = word.gap.startswith(".") and before.shouted and len(before.text) > 2  # "with their IDVA. Its ..."
        if before.text in TITLES and not ends and re.fullmatch(r"\.?\s{1,2}(?:\d{1,6}\s)?", word.gap):
            return before.text if "/" in slash or slash[-1:].isspace() or not slash[-1:].isalnum() else ""
        return ""

    def after_label(self, i: int) -> bool:
        return self._words[i].start in self._labelled

    @cached_property
    def _labelled(self) -> set[int]:
        """Where a signature or "Name:" lets a name begin."""
        return {match.end() for pattern in (_LABEL, _CLOSING, _SIGNED) for match in pattern.finditer(self._text)}

    def after_relation(self, i: int) -> bool:
        """Whether "her neighbour," or "called" stands before."""
        word = self._words[i]
        if not i or word.gap not in (" ", ", ", " (", ", (", ' "', " “", ' ("', ": ", " = ", ", '", " '", " ‘"):
            return False
        words = [other.text.lower() for other in self._words[max(0, i - _LONGEST_RELATION) : i]]
        return any(" ".join(words[-n:]) in RELATIONS for n in range(1, len(words) + 1))

    def followed_by_number(self, i: int) -> bool:
        return bool(re.match(r"\s(?:of\s)?\d", self._text[self._words[i].end : self._words[i].end + 6]))

    def is_cited(self, i: int) -> bool:
        """An author in a reference: "Monckton Smith (2020)", "Munro and Aitken (2020)"."""
        for last in range(i, min(i + 3, len(self._words))):
            if last > i and (self._words[last].gap != " " or not self._words[last].capital):
                break
            if _CITED.match(self._text[self._words[last].end : self._words[last].end + 80]):
                return True
        before = self._text[max(0, self._words[i].start - 40) : self._words[i].start]
        return bool(re.search(r"[A-Z][\w'’-]+,?\s(?:and|&)\s$", before)) and bool(
            re.match(
                r"(?:\s[A-Z][\w'’-]+)?,?\s\(?(?:19|20)\d\d", self._text[self._words[i].end : self._words[i].end + 40]
            )
        )

    def next(self, i: int) -> Word | None:
        return self._words[i + 1] if i + 1 < len(self._words) else None

    def does_something(self, i: int) -> bool:
        """Whether what follows a word makes it somebody: a verb that people do, or a possessive."""
        following = self.next(i)
        if self._words[i].possessive:
            return True
        if not following:
            return False
        if following.gap == " (" and following.text.lower() in RELATIONS:
            return True
        return following.gap in (" ", ", ") and following.text.lower() in _DOINGS

    def is_of_workplace(self, i: int) -> bool:
        """ "Dean from Housing", "Joy on the switchboard"."""
        return bool(_OF_WORKPLACE.match(self._text, self._words[i].end))

    def is_quoted_alone(self, i: int) -> bool:
        """A word in quotation marks with nothing beside it: "Bill"."""
        opening, closing = _QUOTED
        return bool(opening.search(self._words[i].gap) and closing.match(self._text, self._words[i].end))

    def is_addressed(self, i: int) -> bool:
        """Whether somebody is spoken to, or told from a brother or sister: "Bill he's late", "Piers, the younger"."""
        return self._words[i].start in self._spoken_to

    @cached_property
    def _spoken_to(self) -> set[int]:
        return {
            match.start("it") for pattern in (_SALUTATION, _ADDRESSED, _ELDER) for match in pattern.finditer(self._text)
        }

    def is_filed(self, i: int) -> bool:
        """A surname before its initial or first name, as registers have it: "OKAFOR, T."."""
        return self._words[i].shouted and bool(_FILED.match(self._text, self._words[i].end))

    def is_filed_after_label(self, i: int) -> bool:
        """ "Pt: Fairweather, Olivia Jane": a surname before first names where a label lets a name begin."""
        return self.after_label(i) and bool(_FILED_IN_FORM.match(self._text, self._words[i].end))

    def has_kin(self, i: int) -> bool:
        """ "Summer's teacher": whose somebody is."""
        following = self.next(i)
        return bool(following) and self._words[i].possessive and following.text.lower() in RELATIONS
