from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ..administration import AliasForm, AreaForm, MergerForm, administrators_only
from ..models import Agency, Area, AreaAlias, AreaMerger, Region, User


@administrators_only
def administration(request):
    """What there is to keep."""
    counts = {
        "areas": Area.objects.count(),
        "regions": Region.objects.count(),
        "agencies": Agency.objects.count(),
        "people": User.objects.filter(is_active=True).count(),
    }
    return render(request, "areas/administration.html", counts)


@administrators_only
def area_list(request):
    areas = Area.objects.select_related("region").prefetch_related("mergers_into__successor")
    return render(request, "areas/area_list.html", {"areas": areas})


@administrators_only
def area_add(request):
    form = AreaForm(request.POST or None)
    if form.is_valid():
        area = form.save()
        messages.success(request, f"{area} is added.")
        return redirect("administration-area", area.slug)
    return render(request, "areas/area_add.html", {"form": form})


@administrators_only
def area_edit(request, slug):
    """An area's facts, its other names, and what it merged into."""
    area = get_object_or_404(Area, slug=slug)
    form = AreaForm(request.POST or None, instance=area)
    if form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("administration-area", slug)
    return _area_page(request, slug, form=form)


@administrators_only
@require_POST
def alias_add(request, slug):
    area = get_object_or_404(Area, slug=slug)
    form = AliasForm(request.POST, instance=AreaAlias(area=area))
    if form.is_valid():
        form.save()
        return redirect("administration-area", slug)
    return _area_page(request, slug, alias_form=form)


@administrators_only
@require_POST
def alias_remove(request, slug, pk):
    get_object_or_404(AreaAlias, pk=pk, area__slug=slug).delete()
    return redirect("administration-area", slug)


@administrators_only
@require_POST
def merger_add(request, slug):
    area = get_object_or_404(Area, slug=slug)
    form = MergerForm(request.POST, instance=AreaMerger(predecessor=area), prefix="merger")
    if form.is_valid():
        merger = form.save()
        messages.success(request, f"From {merger.on:%-d %B %Y}, {merger.successor} sees the reviews of {area}.")
        return redirect("administration-area", slug)
    return _area_page(request, slug, merger_form=form)


def _area_page(request, slug, *, form=None, alias_form=None, merger_form=None):
    """The page of an area with one of its three forms sent; read anew, since a refused form has changed its object."""
    area = get_object_or_404(Area, slug=slug)
    return render(
        request,
        "areas/area.html",
        {
            "area": area,
            "form": form or AreaForm(instance=area),
            "alias_form": alias_form or AliasForm(instance=AreaAlias(area=area)),
            "merger_form": merger_form or MergerForm(instance=AreaMerger(predecessor=area), prefix="merger"),
            "wrong": any(sent is not None and sent.errors for sent in (form, alias_form, merger_form)),
            "memberships": area.memberships.current().select_related("user").order_by("role", "user__last_name"),
        },
    )
