"""Whether something was recommended before: pages beside the recommendation's own."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dhr.actions import repeats
from dhr.actions.enums import LibraryTheme
from dhr.actions.models import Recommendation, Repeat
from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency
from dhr.areas.permissions import Permission, has_permission
from dhr.themes.models import Theme

from ..already.compared import compared
from ..already.earlier import already_recommended
from ..already.panel import panel_of
from ..already.reading import readable

MOST = 20


class TypedForm(forms.Form):
    """What of a recommendation's form is compared. Whatever is not understood is left out: nothing is saved here."""

    text = forms.CharField()
    agency = forms.ModelChoiceField(Agency.objects.all(), required=False)
    agency_as_stated = forms.CharField(required=False)
    recipient = forms.ChoiceField(choices=AgencyKind.choices, required=False)
    library_theme = forms.ChoiceField(choices=LibraryTheme.choices, required=False)
    themes = forms.ModelMultipleChoiceField(Theme.objects.all(), required=False)

    @property
    def compared(self):
        said = self.cleaned_data
        agency = said.get("agency")
        return compared(
            said["text"],
            recipient=said.get("recipient") or (agency.kind if agency else ""),
            body=agency.name if agency else said.get("agency_as_stated", ""),
            library_theme=said.get("library_theme", ""),
            themes=[theme.pk for theme in said.get("themes", ())],
        )


class LinkForm(forms.Form):
    why_not_held = forms.CharField(
        label="Why did the earlier one not hold?",
        help_text=(
            "For example: it was done once and not kept up, it went to the wrong body, nobody checked. It is read by "
            "those to whom this recommendation is open here; by others not even once it is published."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the earlier one did not hold, or that it is not known."},
    )


class UnlinkForm(forms.Form):
    reason = forms.CharField(
        label="Why is the link taken back?",
        help_text="Kept in the history.",
        max_length=100,
        error_messages={"required": "Say why the link is taken back."},
    )


@login_required
@require_POST
def typed(request):
    """What was recommended before, for a recommendation that is being typed: nothing of it is kept, or put in an
    address."""
    form = TypedForm(request.POST)
    form.is_valid()
    text = form.cleaned_data.get("text", "")
    found = already_recommended(request.user, form.compared, most=MOST) if text else []
    return render(request, "search/already/typed.html", {"text": text, "found": found})


@login_required
def page(request, pk):
    """What is linked to a recommendation as earlier or later, what else was much alike, and which links were undone."""
    recommendation = _recommendation_for(request, pk)
    history = Repeat.history.filter(recommendation=pk, history_type="-").select_related("history_user")
    earlier = readable(request.user, [row.earlier_id for row in history])
    return render(
        request,
        "search/already/page.html",
        {
            **panel_of(request.user, recommendation, most=MOST),
            "undone": [(row, earlier.get(row.earlier_id)) for row in history],
        },
    )


@login_required
def link(request, pk, earlier):
    """Ask why the earlier one did not hold, and link the two."""
    recommendation = _recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    found = readable(request.user, [earlier]).get(earlier)
    if found is None:
        raise Http404
    form = LinkForm(request.POST or None)
    if form.is_valid():
        try:
            repeats.link(
                recommendation,
                Recommendation.objects.get(pk=earlier),
                why_not_held=form.cleaned_data["why_not_held"],
                by=request.user,
            )
        except repeats.CannotLink as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Linked as a repeat.")
            return redirect("recommendation-already", pk)
    context = {"recommendation": recommendation, "earlier": found, "form": form}
    return render(request, "search/already/link.html", context)


@login_required
def unlink(request, pk, repeat):
    """Ask why, and take a link back."""
    recommendation = _recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    row = get_object_or_404(Repeat, recommendation=recommendation, pk=repeat)
    form = UnlinkForm(request.POST or None)
    if form.is_valid():
        repeats.unlink(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The link is taken back. The history keeps it.")
        return redirect("recommendation-already", pk)
    earlier = readable(request.user, [row.earlier_id]).get(row.earlier_id)
    context = {"recommendation": recommendation, "repeat": row, "earlier": earlier, "form": form}
    return render(request, "search/already/unlink.html", context)


def _recommendation_for(request, pk: int, permission: Permission | None = None) -> Recommendation:
    """The recommendation, or 404 for whoever may not see it or may not do this with it."""
    visible = Recommendation.objects.visible_to(request.user).select_related("review", "document", "agency", "area")
    recommendation = get_object_or_404(visible, pk=pk)
    if permission and not has_permission(request.user, permission, on=recommendation):
        raise Http404
    return recommendation
