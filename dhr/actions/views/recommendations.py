from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dhr.reviews.enums import Placed
from dhr.reviews.lists import list_of, lists_of, report_of
from dhr.reviews.models import KeyLine, Lesson
from dhr.reviews.numbering import in_place, one_at_a_time
from dhr.reviews.placed import place_again
from dhr.reviews.views.case import MoveForm, entry_for, list_for, review_for

from ..enums import Origin
from ..forms.recommendations import RecommendationForm, priorities_for
from ..models import Recommendation
from ..order import is_numbered_by_place, keep_order


@login_required
def recommendations(request, public_id):
    """The recommendations of a review and of its agencies' papers, as far as this person may see them."""
    review = review_for(request, public_id)
    rows = (
        Recommendation.objects.visible_to(request.user)
        .select_related("agency", "document")
        .prefetch_related("lessons")
        .order_by("order", "pk")
    )
    return render(
        request,
        "actions/recommendations.html",
        {"review": review, "lists": lists_of(review, rows, request.user)},
    )


@login_required
def add(request, public_id):
    review = review_for(request, public_id)
    paper = list_for(request, review)
    recommendation = Recommendation(
        review=review,
        document=paper or report_of(review),
        origin=Origin.SINGLE_AGENCY if paper else Origin.PANEL,
    )
    return _form(request, review, recommendation, paper, "Add a recommendation")


@login_required
def change(request, public_id, pk):
    review = review_for(request, public_id)
    recommendation = entry_for(request, Recommendation, review, pk)
    return _form(request, review, recommendation, recommendation.document, "Change a recommendation")


def _form(request, review, recommendation, paper, title):
    form = RecommendationForm(
        request.POST or None,
        instance=recommendation,
        rows=list(_listed(review, paper)),
        lessons=list_of(review, Lesson.objects.order_by("number", "pk"), paper),
        key_lines=KeyLine.objects.visible_to(request.user).filter(review=review),
        priorities=priorities_for(recommendation),
    )
    if form.is_valid():
        with one_at_a_time(review):
            by_place = is_numbered_by_place(list(_listed(review, paper)))
            if recommendation.pk is None:
                recommendation.order = _listed(review, paper).count() + 1
                recommendation.number = str(recommendation.order) if by_place else recommendation.number
            form.save()
            rows = in_place(list(_listed(review, paper)), recommendation.pk, form.cleaned_data["place"])
            keep_order(rows, by_place=by_place)
            place_again(review, Placed.RECOMMENDATIONS)
        messages.success(request, "The recommendation is saved.")
        return _back(review, recommendation)
    return render(
        request,
        "reviews/case/form.html",
        {
            "review": review,
            "form": form,
            "title": title,
            "paper": paper,
            "back": reverse("recommendations", args=[review.public_id]),
        },
    )


@login_required
@require_POST
def move(request, public_id, pk):
    review = review_for(request, public_id)
    recommendation = entry_for(request, Recommendation, review, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        with one_at_a_time(review):
            rows = list(_listed(review, recommendation.document))
            keep_order(
                in_place(rows, recommendation.pk, form.cleaned_data["place"]), by_place=is_numbered_by_place(rows)
            )
            place_again(review, Placed.RECOMMENDATIONS)
    return _back(review, recommendation)


@login_required
def remove(request, public_id, pk):
    """Ask, and remove a recommendation once confirmed."""
    review = review_for(request, public_id)
    recommendation = entry_for(request, Recommendation, review, pk)
    in_use = recommendation.actions.exists() or recommendation.statements.exists()
    if request.method == "POST" and not in_use:
        with one_at_a_time(review):
            by_place = is_numbered_by_place(list(_listed(review, recommendation.document)))
            recommendation.delete()
            keep_order(list(_listed(review, recommendation.document)), by_place=by_place)
            place_again(review, Placed.RECOMMENDATIONS)
        messages.success(request, "The recommendation is removed.")
        return redirect("recommendations", review.public_id)
    context = {"review": review, "recommendation": recommendation, "in_use": in_use}
    return render(request, "actions/remove_recommendation.html", context)


def _listed(review, paper) -> QuerySet[Recommendation]:
    return list_of(review, Recommendation.objects.order_by("order", "pk"), paper)


def _back(review, recommendation):
    return redirect(f"{reverse('recommendations', args=[review.public_id])}#entry-{recommendation.pk}")
