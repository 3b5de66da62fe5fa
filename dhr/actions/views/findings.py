from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.forms.days import DayField

from ..enums import Finding
from ..models import Recommendation


class FindingForm(forms.ModelForm):
    """What became of a recommendation as a whole, and what shows it."""

    finding = forms.ChoiceField(
        label="What became of it?",
        help_text="Go by what shows it, not by what was promised. If nothing shows it either way, it is not known.",
        choices=[*Finding.choices, ("", "Not looked at yet")],
        required=False,
        widget=forms.RadioSelect,
    )
    found_on = DayField(label="When did you look?", required=False)

    class Meta:
        model = Recommendation
        fields = ["finding", "finding_evidence", "found_on"]
        labels = {"finding_evidence": "What shows it?"}
        help_texts = {"finding_evidence": "An audit of practice shows more than a policy does."}
        widgets = {"finding_evidence": forms.Textarea(attrs={"rows": 4})}

    def clean(self):
        cleaned = super().clean()
        finding = cleaned.get("finding")
        if finding and finding != Finding.UNKNOWN and not cleaned.get("finding_evidence"):
            self.add_error("finding_evidence", "Say what shows it, or choose “Not known”.")
        written = [name for name in self.changed_data if name != "finding" and cleaned.get(name)]
        if not finding and written:
            self.add_error("finding", "Choose what became of it. What you wrote below is kept with your choice.")
        elif not finding:
            cleaned["found_on"], cleaned["finding_evidence"] = None, ""
        elif not cleaned.get("found_on") and "found_on" not in self.errors:
            cleaned["found_on"] = timezone.localdate()
        elif cleaned.get("found_on") and cleaned["found_on"] > timezone.localdate():
            self.add_error("found_on", "This day is still to come.")
        return cleaned


@login_required
def finding(request, pk):
    """Record what became of a recommendation as a whole. Its history keeps what was found before."""
    recommendation = get_object_or_404(
        Recommendation.objects.visible_to(request.user).select_related("review", "document", "area"), pk=pk
    )
    if not has_permission(request.user, Permission.FOLLOW_ACTIONS, on=recommendation):
        raise Http404
    form = FindingForm(request.POST or None, instance=recommendation)
    if form.is_valid():
        form.save()
        messages.success(request, "What became of the recommendation is recorded.")
        return redirect("recommendation", pk)
    earlier = recommendation.history.exclude(finding="").order_by("-history_date").select_related("history_user")
    context = {"recommendation": recommendation, "form": form, "earlier": earlier[:10]}
    return render(request, "actions/finding.html", context)
