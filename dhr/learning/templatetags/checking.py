"""The marks of a passage with their evidence, and the buttons of who checks them."""

from django import template

from dhr.learning.enums import Verdict
from dhr.learning.evidence import evidence_of

register = template.Library()


@register.inclusion_tag("learning/parts/check.html", takes_context=True)
def check(context, paragraph, mentions):
    """What is marked in one paragraph and why, what was decided on it, and a form for what is missing."""
    return {
        "paragraph": paragraph,
        "evidence": evidence_of(paragraph, mentions),
        "decisions": context["decisions"].get(paragraph.key, []),
        "several": len(context["block"].paragraphs) > 1,
        "messages": context.get("messages") if paragraph.key == context["open_key"] else None,
        **{name: context[name] for name in ("document", "theme", "open_key", "add_form")},
    }


@register.filter
def told(decision) -> str:
    """A decision in words: "Alcohol misuse, victim: wrong"."""
    of = ", ".join(filter(None, [decision.theme.label, decision.get_subject_display().lower()]))
    what = {
        Verdict.REASSIGNED: f"about: {decision.get_new_subject_display().lower()}",
        Verdict.RESTATED: f"status: {decision.get_status_display().lower()}",
        Verdict.UNDONE: f"“{decision.undoes.get_verdict_display().lower()}” taken back" if decision.undoes else "",
    }
    return f"{of}: {what.get(decision.verdict, decision.get_verdict_display().lower())}"
