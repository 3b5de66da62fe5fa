from collections import Counter

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from dhr.areas.enums import AgencyKind
from dhr.themes.models import Theme

from ..enums import ActionStatus, LibraryTheme, Rag
from ..models import Recommendation
from ..regional import Age, Course, Shared, findings_of, lateness_of, regions_of, shared_in, sharing_areas

ANY = ("", "Any")
ON_A_PAGE = 15


class RegionalFilter(forms.Form):
    """What the regional view is narrowed to; every choice is open to whoever may see the view."""

    region = forms.ChoiceField(label="Region", required=False)
    recipient = forms.ChoiceField(label="Recipient", choices=[ANY, *AgencyKind.choices], required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label="Theme",
        empty_label="Any",
        required=False,
        error_messages={"invalid_choice": "Theme: choose one from the list."},
    )
    library_theme = forms.ChoiceField(label="Library theme", choices=[ANY, *LibraryTheme.choices], required=False)
    age = forms.ChoiceField(label="Age", choices=[ANY, *Age.choices], required=False)
    course = forms.ChoiceField(label="Status", choices=[ANY, *Course.choices], required=False)

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(region.slug, region.name) for region in regions]
        if len(regions) == 1:
            del self.fields["region"]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"{field.label}: choose one from the list."

    def holds(self, each: Shared) -> bool:
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        row = each.recommendation
        return (
            asked.get("recipient", row.recipient) == row.recipient
            and asked.get("library_theme", row.library_theme) == row.library_theme
            and asked.get("age", each.age) == each.age
            and asked.get("course", each.course) == each.course
            and ("theme" not in asked or asked["theme"] in row.themes.all())
        )


@login_required
def regional(request):
    """Counts of what the areas of a region share. Words only of recommendations that this person may see anyway."""
    regions = regions_of(request.user)
    if not regions:
        raise Http404
    form = RegionalFilter(request.GET, regions=regions)
    form.is_valid()
    slug = form.cleaned_data.get("region")
    region = next((each for each in regions if each.slug == slug), regions[0])
    areas = sharing_areas(region)
    everything = shared_in(areas)
    found = [each for each in everything if form.holds(each)]
    seen = set(
        Recommendation.objects.visible_to(request.user)
        .filter(pk__in=[each.recommendation.pk for each in everything])
        .values_list("pk", flat=True)
    )
    readable = [each for each in found if each.recommendation.pk in seen]
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "actions/regional.html",
        {
            "form": form,
            "region": region,
            "areas": areas,
            "total": len(everything),
            "found": found,
            "tables": _tables(found, areas),
            "findings": findings_of(found),
            "organisations": lateness_of(found),
            "not_open": [each.recommendation.pk for each in everything if each.recommendation.pk not in seen],
            "page": Paginator(readable, ON_A_PAGE).get_page(request.GET.get("page")),
            "query": query.urlencode(),
        },
    )


def _tables(found: list[Shared], areas) -> list[dict]:
    """One table with bars for each way of counting: its head, what is counted, and the rows that have any."""
    rows = [each.recommendation for each in found]
    actions = [pair for each in found for pair in each.actions]
    recipients = Counter(row.get_recipient_display() or "Not stated" for row in rows)
    return [
        _table("Recommendations by status", "Status", Counter(each.course.label for each in found), Course.labels),
        _table("Recommendations by recipient", "Recipient", recipients),
        _table(
            "Recommendations by theme (one may have several)",
            "Theme",
            Counter(theme.label for row in rows for theme in row.themes.all()),
        ),
        _table(
            "Recommendations by library theme",
            "Library theme",
            Counter(row.get_library_theme_display() or "Not stated" for row in rows),
        ),
        _table("Recommendations by age", "Made", Counter(each.age.label for each in found), Age.labels),
        _table(
            "Recommendations by area (a joint review counts in each)",
            "Area",
            Counter(area.name for each in found for area in each.areas),
            sorted(area.name for area in areas),
        ),
        _table(
            "Actions by status",
            "Status",
            Counter(action.get_status_display() for action, _ in actions),
            ActionStatus.labels,
        ),
        _table("Actions by RAG", "RAG", Counter(rated.rag.label for _, rated in actions), Rag.labels),
    ]


def _table(caption: str, label_head: str, counted: Counter, order=None) -> dict:
    """Rows in `order`, those with nothing too; without one, the most first."""
    names = (
        order if order is not None else [name for name, _ in sorted(counted.items(), key=lambda at: (-at[1], at[0]))]
    )
    return {
        "caption": caption,
        "label_head": label_head,
        "largest": max(counted.values(), default=0) or 1,
        "rows": [{"label": name, "count": counted[name]} for name in names],
    }
