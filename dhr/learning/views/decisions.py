from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.audiences import terms_for
from dhr.reviews.files import as_attachment
from dhr.reviews.models import Document, Paragraph, Review

from ..decisions import BadDecision, decide, undo
from ..enums import Verdict
from ..examples import examples_of, json_lines
from ..forms import AddMarkForm, DecideForm
from ..models import MentionDecision
from ..tagging import mark_paragraph
from .paper import checked_paper, paper_page, visible_paper

KEPT = "Your decision is kept. It will hold when the paper is read again."
UNDONE = "It is taken back. What held before holds again."


@login_required
@require_POST
def decide_mark(request, public_id):
    """Record one decision on a mark, a new mark, or that one is taken back, and come back to where the person was.

    A script that asks for `fragment` gets the passage alone, with its marks as they are then.
    """
    document = visible_paper(request, public_id)
    if not has_permission(request.user, Permission.DECIDE_MENTIONS, on=document):
        raise Http404
    paragraph = get_object_or_404(document.paragraphs, key=request.POST.get("paragraph", "").replace("\x00", ""))
    form = (AddMarkForm if request.POST.get("verdict") == Verdict.ADDED else DecideForm)(request.POST)
    said, problem = "", ""
    try:
        if taken_back := request.POST.get("undo", ""):
            undo(_decision(document, paragraph, taken_back), by=request.user)
            said = UNDONE
        elif form.is_valid():
            decide(paragraph, by=request.user, **form.decision())
            said = KEPT
    except BadDecision as error:
        problem = str(error)
    if said:
        mark_paragraph(document, paragraph.key)
    else:
        problem = f"Nothing was kept. {problem or _problems(form)}"
    if "fragment" in request.POST:
        return _passage(request, document, paragraph, said, problem)
    if said:
        messages.success(request, said)
    else:
        messages.error(request, problem)
        if isinstance(form, AddMarkForm):  # what was entered stays
            return paper_page(request, document, open_key=paragraph.key, add_form=form)
    return redirect(_place(request, document, paragraph, request.POST.get("at", "") if said else ""))


def _decision(document: Document, paragraph: Paragraph, pk: str) -> MentionDecision:
    if not pk.isdecimal():
        raise Http404
    return get_object_or_404(document.mention_decisions, paragraph_key=paragraph.key, pk=pk)


def _passage(request, document: Document, paragraph: Paragraph, said: str, problem: str) -> HttpResponse:
    facts = checked_paper(request, document, open_key=paragraph.key)
    block = next(block for block in facts["opened"].blocks if paragraph.key in block.keys)
    return render(
        request,
        "learning/parts/checked.html",
        facts | {"laid": facts["opened"], "block": block, "said": said, "problem": problem},
    )


def _place(request, document: Document, paragraph: Paragraph, number: str) -> str:
    """The address of a passage that is opened, of one of its marks where `number` is that of one."""
    asked = {"decide": paragraph.key} | ({"theme": request.GET["theme"]} if request.GET.get("theme") else {})
    place = f"m-{paragraph.key}-{number}" if number.isdecimal() else f"p-{paragraph.key}"
    return f"{reverse('work-paper', args=[document.public_id])}?{urlencode(asked)}#{place}"


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
