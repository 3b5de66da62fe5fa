from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.audiences import terms_for
from dhr.reviews.files import as_attachment
from dhr.reviews.models import Document, Paragraph, Review

from ..decisions import BadDecision, decide, decided_since, undo
from ..enums import Verdict
from ..examples import examples_of, json_lines
from ..forms import AddMarkForm, DecideForm
from ..tagging import mark_paragraph
from .paper import checked_paper, paper_page, visible_paper

KEPT = "Your decision is kept. It will hold when the paper is read again."
LISTED = "look-again"  # the place of the decisions whose words are gone
UNDONE = "It is taken back. What held before holds again."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_mark(request, public_id):
    """Record one decision on a mark, a new mark, or that one is taken back, and come back to where the person was.

    A script that asks for `fragment` gets the passage alone, with its marks as they are then. Whoever comes here
    without a form, as after signing in again or from an address that stands in the browser, is led to the paper.
    """
    document = visible_paper(request, public_id)
    if request.method != "POST":
        return redirect(_place(request, document, request.GET.get("decide", "").replace("\x00", "")))
    if not has_permission(request.user, Permission.DECIDE_MENTIONS, on=document):
        raise Http404
    if taken_back := request.POST.get("undo", ""):
        return _take_back(request, document, taken_back)
    paragraph = get_object_or_404(document.paragraphs, key=_key(request))
    form = (AddMarkForm if request.POST.get("verdict") == Verdict.ADDED else DecideForm)(request.POST)
    said, problem = "", ""
    try:
        if form.is_valid():
            problem = _since(form, paragraph, by=request.user)
            if not problem:
                decide(paragraph, by=request.user, **form.decision())
                mark_paragraph(document, paragraph.key)
                said = KEPT
        else:
            problem = _problems(form)
    except BadDecision as error:
        problem = str(error)
    if problem and isinstance(form, AddMarkForm) and "fragment" not in request.POST:  # what was entered stays
        messages.error(request, f"Nothing was kept. {problem}")
        return paper_page(request, document, open_key=paragraph.key, add_form=form)
    return _answer(request, document, paragraph.key, said, problem)


def _take_back(request, document: Document, pk: str) -> HttpResponse:
    """Take a decision back, also one whose passage is no longer in the paper."""
    if not pk.isdecimal():
        raise Http404
    decision = get_object_or_404(document.mention_decisions, paragraph_key=_key(request), pk=pk)
    said, problem = "", ""
    try:
        undo(decision, by=request.user)
        mark_paragraph(document, decision.paragraph_key)
        said = UNDONE
    except BadDecision as error:
        problem = str(error)
    return _answer(request, document, decision.paragraph_key, said, problem)


def _since(form, paragraph: Paragraph, *, by) -> str:
    """What somebody else said of the same mark since the page was opened on which `form` stood; "" for nothing."""
    asks = isinstance(form, DecideForm) and form.cleaned_data["seen"] is not None
    decision = decided_since(paragraph, by=by, **form.mark()) if asks else None
    if not decision:
        return ""
    return (
        f"Since you opened this page, {decision.by} said “{decision.get_verdict_display().lower()}” of this mark. "
        "It is shown as it stands now: if you still see it otherwise, say so again."
    )


def _key(request) -> str:
    return request.POST.get("paragraph", "").replace("\x00", "")


def _answer(request, document: Document, key: str, said: str, problem: str) -> HttpResponse:
    problem = problem and f"Nothing was kept. {problem}"
    if "fragment" in request.POST:
        return _passage(request, document, get_object_or_404(document.paragraphs, key=key).key, said, problem)
    if said:
        messages.success(request, said)
    else:
        messages.error(request, problem)
    return redirect(_place(request, document, key, request.POST.get("at", "") if said else ""))


def _passage(request, document: Document, key: str, said: str, problem: str) -> HttpResponse:
    facts = checked_paper(request, document, open_key=key)
    block = next(block for block in facts["opened"].blocks if key in block.keys)
    return render(
        request,
        "learning/parts/checked.html",
        facts | {"laid": facts["opened"], "block": block, "said": said, "problem": problem},
    )


def _place(request, document: Document, key: str, at: str = "") -> str:
    """The address of a passage that is opened, of one of its marks where `at` is the number of one.

    `at` LISTED, and a passage that is no longer there, lead to the list of what to look at again.
    """
    here = at != LISTED and document.paragraphs.filter(key=key).exists()
    asked = {"decide": key} if here else {}
    asked |= {"theme": request.GET["theme"]} if request.GET.get("theme") else {}
    place = f"m-{key}-{at}" if at.isdecimal() else f"p-{key}"
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{reverse('work-paper', args=[document.public_id])}{query}#{place if here else LISTED}"


def _problems(form) -> str:
    """What is wrong, in one line, each problem after the name of its field."""
    return " ".join(
        f"{form.fields[name].label or name}: {problem}" if name in form.fields else problem
        for name, problems in form.errors.items()
        for problem in problems
    )


@require_safe
@login_required
def download(request, public_id):
    """The decisions on a paper's marks as JSON lines, for whoever sees the paper.

    They tell of the people of its review what its page would: nothing to those who may not know its terms of reference.
    """
    document = visible_paper(request, public_id)
    knows_people = Review.objects.filter(terms_for(request.user), pk=document.review_id).exists()
    lines = json_lines(examples_of(document, with_people=knows_people))
    response = HttpResponse("".join(lines), content_type="application/jsonl; charset=utf-8")
    return as_attachment(response, f"decisions-{document.public_id}.jsonl")
