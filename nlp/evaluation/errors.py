"""What went wrong in which passage, for whoever mends the rules."""

from collections.abc import Iterable, Iterator

from nlp.evaluation.scoring import Tagged, mention_of
from nlp.evaluation.sets import Mark


def errors(tagged: Iterable[Tagged]) -> Iterator[str]:
    """A line for each mark that was missed or misread, and for each mention of what isn't marked."""
    for one in tagged:
        passage = one.passage
        for mark in passage.marks:
            if problem := _of_mark(mark, one):
                yield f"{passage.id}\t{problem}\t{_described(mark)}\t{passage.text[mark.start : mark.end]!r}"
        marked = {(mark.theme, mark.subject) for mark in passage.marks}
        themes = {mark.theme for mark in passage.marks}
        for mention in one.mentions:
            known = passage.decides_subject(mention.theme, mention.subject)
            if not known or (mention.theme, mention.subject) in marked:
                continue
            problem = "false subject" if mention.theme in themes else "false theme"
            yield f"{passage.id}\t{problem}\t{_described(mention)}\t{mention.quote!r}\t{mention.rule}"


def _of_mark(mark: Mark, one: Tagged) -> str | None:
    of_theme = [mention for mention in one.mentions if mention.theme == mark.theme]
    if not of_theme:
        return "missed"
    if mark.subject not in {mention.subject for mention in of_theme}:
        return "missed subject"
    mention = mention_of(mark, one)
    if mention is not None and mention.status != mark.status:
        return f"read as {mention.status} ({mention.rule}, cue {mention.cue!r})"
    return None


def _described(said) -> str:
    return " ".join(filter(None, (said.theme, said.subject, said.status)))
