from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render

from ..administration import RegionForm, administrators_only
from ..models import Membership, Region


@administrators_only
def region_list(request):
    return render(request, "areas/region_list.html", {"regions": Region.objects.annotate(size=Count("areas"))})


@administrators_only
def region_edit(request, slug=None):
    """A region's name and its leads; a new one without `slug`."""
    region = get_object_or_404(Region, slug=slug) if slug else None
    form = RegionForm(request.POST or None, instance=region)
    if form.is_valid():
        messages.success(request, f"{form.save()} is saved.")
        return redirect("administration-regions")
    name = Region.objects.get(pk=region.pk).name if region else None
    leads = Membership.objects.current().filter(region__slug=slug, region__isnull=False).select_related("user")
    return render(request, "areas/region.html", {"form": form, "name": name, "memberships": leads})
