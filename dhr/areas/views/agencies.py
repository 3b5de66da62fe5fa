from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from ..administration import AgencyForm, administrators_only
from ..models import Agency

PAGE = 50


@administrators_only
def agency_list(request):
    words = request.GET.get("q", "").strip()
    agencies = Agency.objects.filter(name__icontains=words)
    page = Paginator(agencies, PAGE).get_page(request.GET.get("page"))
    prefix = f"?{urlencode({'q': words, 'page': ''})}"
    return render(
        request,
        "areas/agency_list.html",
        {"page": page, "words": words, "prefix": prefix},
    )


@administrators_only
def agency_edit(request, slug=None):
    """An agency's name and kind; a new one without `slug`."""
    agency = get_object_or_404(Agency, slug=slug) if slug else None
    form = AgencyForm(request.POST or None, instance=agency)
    if form.is_valid():
        messages.success(request, f"{form.save()} is saved.")
        return redirect("administration-agencies")
    name = Agency.objects.get(pk=agency.pk).name if agency else None
    return render(request, "areas/agency.html", {"form": form, "name": name})
