from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dhr.areas.administration import administrators_only

from ..access.forms import AcceptForm, InviteAsAdministratorForm, InviteToAreaForm, InviteToReviewForm, NewcomerForm
from ..access.places import kept_areas, kept_invitations, kept_reviews
from ..invitations import Refused, accept, accept_as_newcomer, accounts_of, invitation_of, send_again, withdraw


@login_required
def invite_to_area(request, slug):
    area = get_object_or_404(kept_areas(request.user), slug=slug)
    form = InviteToAreaForm(request.POST or None, by=request.user, area=area)
    back = reverse("access-area", args=[slug])
    return _invite(request, form, back=back, back_text=f"Access in {area}", heading=f"Invite somebody to {area}")


@login_required
def invite_to_review(request, public_id):
    review = get_object_or_404(kept_reviews(request.user), public_id=public_id)
    form = InviteToReviewForm(request.POST or None, by=request.user, review=review)
    back = reverse("review-access", args=[public_id])
    return _invite(
        request,
        form,
        back=back,
        back_text="Access to this review",
        heading="Invite somebody to this review",
        review=review,
    )


@administrators_only
def invite_as_administrator(request):
    form = InviteAsAdministratorForm(
        request.POST or None, by=request.user, initial={name: request.GET.get(name) for name in ("area", "region")}
    )
    back = reverse("administration-invitations")
    return _invite(request, form, back=back, back_text="Invitations", heading="Invite somebody")


def _invite(request, form, *, back, **context):
    if form.is_valid() and (invitation := form.send()):
        messages.success(request, f"The invitation to {invitation.email} is on its way.")
        return redirect(back)
    return render(request, "reviews/access/invite.html", {"form": form, "back": back, **context})


@administrators_only
def waiting_invitations(request):
    """The invitations to areas and regions that nobody has answered."""
    return render(request, "reviews/access/waiting.html", {"invitations": kept_invitations(request.user)})


@login_required
@require_POST
def invitation_again(request, pk):
    invitation = get_object_or_404(kept_invitations(request.user), pk=pk)
    send_again(invitation, by=request.user)
    messages.success(request, f"A new link is on its way to {invitation.email}. The old one no longer works.")
    return redirect(_list_of(request, invitation))


@login_required
def invitation_withdraw(request, pk):
    invitation = get_object_or_404(kept_invitations(request.user), pk=pk)
    back = _list_of(request, invitation)
    if request.method == "POST":
        withdraw(invitation)
        messages.success(request, f"The invitation to {invitation.email} is withdrawn. Its link no longer works.")
        return redirect(back)
    return render(
        request, "reviews/access/withdraw.html", {"invitation": invitation, "back": back, "back_text": "Access"}
    )


def _list_of(request, invitation) -> str:
    """Where this invitation is listed for whoever looks after it."""
    if request.user.is_superuser:
        return reverse("administration-invitations")
    if invitation.review_id:
        return reverse("review-access", args=[invitation.review.public_id])
    return reverse("access-area", args=[invitation.area.slug])


@never_cache
def invitation(request, token):
    """What an invitation's link opens. It changes nothing until its form is sent: mail scanners follow links."""
    if limited := ratelimit.consume_or_429(request, action="invitation"):
        return limited
    offered = invitation_of(token)
    if offered is None:
        return render(request, "reviews/access/closed.html", status=410)
    sent = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        form = AcceptForm(sent, invitation=offered, user=request.user)
    elif accounts_of(offered.email).exists():
        return render(request, "reviews/access/invitation.html", {"invitation": offered})
    else:
        form = NewcomerForm(sent, invitation=offered)
    if form.is_valid():
        try:
            return _take_up(request, token, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "reviews/access/invitation.html", {"invitation": offered, "form": form})


def _take_up(request, token, form):
    if request.user.is_authenticated:
        accepted = accept(token, user=request.user)
        messages.success(request, f"You are now: {accepted.get_role_display()}, {accepted.place}.")
        return redirect("desk")
    user = accept_as_newcomer(token, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    return perform_login(request, user, email_verification="none", redirect_url=reverse("desk"))
