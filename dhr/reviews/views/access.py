from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.areas.second_factor import is_enrolled, reset_second_factor

from ..access.ending import TakenAlready, end_access
from ..access.forms import ConfidentialityForm, EndAccessForm
from ..access.places import (
    kept_areas,
    kept_invitations,
    kept_memberships,
    kept_participations,
    kept_people,
    kept_reviews,
    memberships_that_reach,
    resettable_people,
)
from ..models import Document, Participation


@login_required
def access(request):
    """Whose access I decide about: of one area at once, of several to choose from."""
    areas = list(kept_areas(request.user))
    if not areas:
        raise Http404
    if len(areas) == 1:
        return redirect("access-area", areas[0].slug)
    return render(request, "reviews/access/areas.html", {"areas": areas})


@login_required
def area_access(request, slug):
    """Who sees what in an area: its people, and those of each of its reviews."""
    area = get_object_or_404(kept_areas(request.user), slug=slug)
    reviews = kept_reviews(request.user).of_area(area)
    return render(
        request,
        "reviews/access/area.html",
        {
            "area": area,
            "memberships": memberships_that_reach(area).annotate(enrolled=is_enrolled("user")),
            "mine_to_end": _pks(kept_memberships(request.user)),
            "participations": _parts(Participation.objects.filter(review__in=reviews)),
            "invitations": kept_invitations(request.user).filter(Q(area=area) | Q(review__in=reviews)),
        },
    )


@login_required
def review_access(request, public_id):
    """Who sees what of one review: those who take part, and those who see it through their areas."""
    review = get_object_or_404(kept_reviews(request.user), public_id=public_id)
    through_areas = {
        place.pk: place
        for area in review.current_areas()
        for place in memberships_that_reach(area).annotate(enrolled=is_enrolled("user"))
    }
    return render(
        request,
        "reviews/access/review.html",
        {
            "review": review,
            "participations": _parts(review.participations),
            "memberships": list(through_areas.values()),
            "mine_to_end": _pks(kept_memberships(request.user)),
            "invitations": kept_invitations(request.user).filter(review=review),
        },
    )


def _parts(participations):
    """Today's among these, in the order in which the pages list them."""
    return (
        participations.current()
        .select_related("user", "review", "agency")
        .annotate(enrolled=is_enrolled("user"))
        .order_by("review__title", "review", "role", "user__last_name", "user__first_name")
    )


def _pks(places) -> set[int]:
    return set(places.values_list("pk", flat=True))


@login_required
def end_membership(request, pk):
    place = get_object_or_404(kept_memberships(request.user), pk=pk)
    return _end(request, place.user, chosen=f"area-{pk}")


@login_required
def end_participation(request, pk):
    part = get_object_or_404(kept_participations(request.user), pk=pk)
    return _end(request, part.user, chosen=f"review-{pk}")


def _end(request, person, *, chosen):
    """End a person's access: what they hold where this user decides, what they wrote, and who takes over."""
    sent = request.POST if request.method == "POST" else None
    form = EndAccessForm(sent, by=request.user, person=person, initial={"places": [chosen]})
    back, back_text = ("administration", "Administration") if request.user.is_superuser else ("access", "Access")
    if form.is_valid():
        try:
            end_access(person, **form.ending, successor=form.cleaned_data.get("successor"))
        except TakenAlready as taken:
            form.add_error("successor", str(taken))
        else:
            messages.success(request, f"{person}’s access has ended, and they are signed out.")
            return redirect(back)
    papers = Document.objects.visible_to(request.user).filter(created_by=person).select_related("review")
    return render(
        request,
        "reviews/access/end.html",
        {"form": form, "person": person, "papers": papers, "back": back, "back_text": back_text},
    )


@login_required
def second_factor_reset(request, pk):
    """For somebody who lost their device, after a look at who asks."""
    person = get_object_or_404(kept_people(request.user).annotate(enrolled=is_enrolled()), pk=pk, enrolled=True)
    back, back_text = ("administration-people", "People") if request.user.is_superuser else ("access", "Access")
    if not resettable_people(request.user).filter(pk=pk).exists():
        messages.error(request, f"The second factor of {person} can be reset by an administrator alone.")
        return redirect(back)
    if request.method == "POST":
        reset_second_factor(person, by=request.user)
        messages.success(request, f"{person} is signed out, and sets up an authenticator app at the next sign-in.")
        return redirect(back)
    return render(request, "reviews/access/reset.html", {"person": person, "back": back, "back_text": back_text})


@login_required
def confidentiality(request, pk):
    """Sign what a panel member signs, where a part was taken over without an invitation."""
    unsigned = request.user.participations.current().filter(role=Role.PANEL_MEMBER, confidentiality_signed=None)
    part = get_object_or_404(unsigned.select_related("review"), pk=pk)
    form = ConfidentialityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        part.confidentiality_signed = timezone.localdate()
        part.save()
        messages.success(request, "Thank you. You can now read what is released to the panel.")
        return redirect("desk")
    return render(request, "reviews/access/confidentiality.html", {"form": form, "part": part})
