from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.views.decorators.http import require_POST

from dhr.areas.permissions import Permission, has_permission

from ..audiences import terms_for
from ..beginning import follow_key_lines
from ..enums import Placed
from ..forms.case import KeyLineForm
from ..models import KeyLine, Review
from ..numbering import in_place, one_at_a_time, renumber, save_in_place
from ..placed import place_again
from .case import MoveForm, review_for


@login_required
def key_lines(request, public_id):
    """The key lines of enquiry of a review, for all who may know its terms of reference."""
    review = get_object_or_404(Review.objects.filter(terms_for(request.user)), public_id=public_id)
    rows = list(review.key_lines.prefetch_related("themes"))
    return render(
        request,
        "reviews/case/key_lines.html",
        {
            "review": review,
            "rows": rows,
            "may_write": has_permission(request.user, Permission.WRITE_CASE, on=review),
        },
    )


@login_required
def add(request, public_id):
    review = review_for(request, public_id, Permission.WRITE_CASE)
    return _form(request, review, KeyLine(review=review), "Add a key line of enquiry")


@login_required
def change(request, public_id, pk):
    review = review_for(request, public_id, Permission.WRITE_CASE)
    return _form(request, review, _line(request, review, pk), "Change a key line of enquiry")


def _form(request, review, line, title):
    form = KeyLineForm(request.POST or None, instance=line, rows=list(review.key_lines.all()))
    if form.is_valid():
        with one_at_a_time(review):
            save_in_place(form, review.key_lines.all())
            following = _follow(review, request.user)
        messages.success(request, f"The key line is saved.{following}")
        return _back(review, line)
    return render(
        request,
        "reviews/case/form.html",
        {"review": review, "form": form, "title": title, "back": reverse("key-lines", args=[review.public_id])},
    )


@login_required
@require_POST
def move(request, public_id, pk):
    review = review_for(request, public_id, Permission.WRITE_CASE)
    line, form = _line(request, review, pk), MoveForm(request.POST)
    if form.is_valid():
        with one_at_a_time(review):
            renumber(in_place(list(review.key_lines.all()), line.pk, form.cleaned_data["place"]))
            _follow(review, request.user)
    return _back(review, line)


@login_required
def remove(request, public_id, pk):
    """Say what answers the key line, and remove it once confirmed."""
    review = review_for(request, public_id, Permission.WRITE_CASE)
    line = _line(request, review, pk)
    if request.method == "POST":
        with one_at_a_time(review):
            line.delete()
            renumber(list(review.key_lines.all()))
            following = _follow(review, request.user)
        messages.success(request, f"The key line is removed, and those after it are numbered anew.{following}")
        return redirect("key-lines", review.public_id)
    return render(
        request,
        "reviews/case/remove_key_line.html",
        {
            "review": review,
            "line": line,
            "sections": line.sections.select_related("document__agency"),
            "lessons": line.lessons.all(),
        },
    )


def _follow(review, by) -> str:
    """Have the papers that print or answer the key lines follow them; says in how many sections changed."""
    place_again(review, Placed.KEY_LINES)
    answering = review.documents.filter(template__sections__per_key_line=True).distinct()
    changed = sum(follow_key_lines(document, by) for document in answering)
    return f" The sections of {changed} paper{pluralize(changed)} that answer the key lines follow." if changed else ""


def _line(request, review, pk) -> KeyLine:
    return get_object_or_404(review.key_lines, pk=pk)


def _back(review, line):
    return redirect(f"{reverse('key-lines', args=[review.public_id])}#entry-{line.pk}")
