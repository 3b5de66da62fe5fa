from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render

from dhr.areas.enums import AgencyKind

from ..already.returning import outlines, read

ON_A_PAGE = 20


class ReturningFilter(forms.Form):
    recipient = forms.ChoiceField(
        label="Recipient",
        choices=[("", "Any"), *AgencyKind.choices],
        required=False,
        error_messages={"invalid_choice": "Recipient: choose one from the list."},
    )
    show = forms.ChoiceField(
        label="Repeats",
        choices=[("", "All"), ("linked", "Linked by a person")],
        required=False,
        error_messages={"invalid_choice": "Repeats: choose one from the list."},
    )


@login_required
def returning(request):
    """Recommendations that were made again, of published reviews and of what else this person may know."""
    form = ReturningFilter(request.GET)
    form.is_valid()
    found = outlines(
        request.user,
        recipient=form.cleaned_data.get("recipient", ""),
        likely=form.cleaned_data.get("show") != "linked",
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "search/already/returning.html",
        {"form": form, "page": page, "groups": read(request.user, page.object_list), "query": query.urlencode()},
    )
