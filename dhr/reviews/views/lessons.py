from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..enums import Placed
from ..forms.case import LessonForm
from ..lists import list_of, lists_of, report_of
from ..models import KeyLine, Lesson
from ..numbering import in_place, one_at_a_time, renumber, save_in_place
from ..placed import place_again
from .case import MoveForm, entry_for, list_for, review_for


@login_required
def lessons(request, public_id):
    """The lessons of a review and of its agencies' papers, as far as this person may see them."""
    review = review_for(request, public_id)
    rows = (
        Lesson.objects.visible_to(request.user)
        .select_related("document", "key_line")
        .prefetch_related("recommendations")
        .order_by("number", "pk")
    )
    return render(
        request,
        "reviews/case/lessons.html",
        {"review": review, "lists": lists_of(review, rows, request.user)},
    )


@login_required
def add(request, public_id):
    review = review_for(request, public_id)
    paper = list_for(request, review)
    lesson = Lesson(review=review, document=paper or report_of(review))
    return _form(request, review, lesson, paper, "Add a lesson")


@login_required
def change(request, public_id, pk):
    review = review_for(request, public_id)
    lesson = entry_for(request, Lesson, review, pk)
    return _form(request, review, lesson, lesson.document, "Change a lesson")


def _form(request, review, lesson, paper, title):
    form = LessonForm(
        request.POST or None,
        instance=lesson,
        rows=list(_listed(review, paper)),
        key_lines=KeyLine.objects.visible_to(request.user).filter(review=review),
    )
    if form.is_valid():
        with one_at_a_time(review):
            save_in_place(form, _listed(review, paper))
            place_again(review, Placed.LESSONS)
        messages.success(request, "The lesson is saved.")
        return _back(review, lesson)
    return render(
        request,
        "reviews/case/form.html",
        {
            "review": review,
            "form": form,
            "title": title,
            "paper": paper,
            "back": reverse("lessons", args=[review.public_id]),
        },
    )


@login_required
@require_POST
def move(request, public_id, pk):
    review = review_for(request, public_id)
    lesson = entry_for(request, Lesson, review, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        with one_at_a_time(review):
            rows = list(_listed(review, lesson.document))
            renumber(in_place(rows, lesson.pk, form.cleaned_data["place"]))
            place_again(review, Placed.LESSONS)
    return _back(review, lesson)


@login_required
def remove(request, public_id, pk):
    """Say which recommendations answer the lesson, and remove it once confirmed."""
    review = review_for(request, public_id)
    lesson = entry_for(request, Lesson, review, pk)
    if request.method == "POST":
        with one_at_a_time(review):
            lesson.delete()
            renumber(list(_listed(review, lesson.document)))
            place_again(review, Placed.LESSONS)
        messages.success(request, "The lesson is removed, and those after it are numbered anew.")
        return redirect("lessons", review.public_id)
    return render(
        request,
        "reviews/case/remove_lesson.html",
        {
            "review": review,
            "lesson": lesson,
            "recommendations": lesson.recommendations.visible_to(request.user),
        },
    )


def _listed(review, paper) -> QuerySet[Lesson]:
    return list_of(review, Lesson.objects.order_by("number", "pk"), paper)


def _back(review, lesson):
    return redirect(f"{reverse('lessons', args=[review.public_id])}#entry-{lesson.pk}")
