"""The two ways by which owners come to their actions: an account, and the link in an e-mail. The pages are the same."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from dhr.areas.models import User

from .links import left_by, opened_by, owners_of
from .models import Action, Owner

# What people type into a report, by its name in the forms of `forms.owners`.
TYPED = {
    "text": "Your words",
    "percent": "How much is done, in percent",
    "on": "Date",
    "new_date": "The date that you ask for",
    "evidence_dated": "Date of the evidence",
    "evidence_shows": "What the evidence shows",
    "evidence_link": "Link to the evidence",
}


@dataclass(frozen=True)
class Door:
    """How somebody came to one action as its `owner`.

    `by` is their account, None for a visitor with a link. The names of the routes behind this door begin with `name`,
    and their addresses hold `key`.
    """

    action: Action
    owner: Owner
    by: User | None
    name: str
    key: str | int

    @property
    def home(self) -> str:
        return reverse(self.name, args=[self.key])

    def address(self, page: str, *rest) -> str:
        return reverse(f"{self.name}-{page}", args=[self.key, *rest])


def by_account(view: Callable[..., HttpResponse]):
    """`view(request, door, ...)` for whoever owns the action `pk` with an account."""

    @login_required
    @wraps(view)
    def entered(request, pk, **rest):
        owned = Action.objects.owned_by(request.user).select_related("recommendation", "lead", "owner")
        action = get_object_or_404(owned, pk=pk)
        owner = owners_of(action).filter(pk__in=Owner.objects.of_user(request.user)).first()
        return view(request, Door(action, owner, request.user, "my-action", pk), **rest)

    return entered


def by_link(view: Callable[..., HttpResponse]):
    """`view(request, door, ...)` for whoever holds the link with this `token`; others are told that it is dead.

    The link is the only key, no cookie is: there is nothing that another site's form could use, and browsers name no
    origin on a page that sends no referrer. Who is signed in all the same is named with what they report.
    """

    @csrf_exempt
    @wraps(view)
    def entered(request, token, **rest):
        if ratelimit.consume_or_429(request, action="owner-link"):
            return render(request, "actions/owner_link_too_often.html", {"typed": _typed(request)}, status=429)
        if (opened := opened_by(token)) is None:
            context = {"token": token, "typed": _typed(request), "left": left_by(token)}
            return render(request, "actions/owner_link_dead.html", context, status=410)
        by = request.user if request.user.is_authenticated else None
        return view(request, Door(*opened, by, "owner-link", token), **rest)

    return entered


def _typed(request) -> list[tuple[str, str]]:
    """What was sent and can't be taken, each with its label, to be copied: the page has nothing else of the action."""
    return [(label, said) for name, label in TYPED.items() if (said := request.POST.get(name, "").strip())]
