"""What an administrator keeps: areas, their names and mergers, regions, agencies. No case work."""

from functools import wraps

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.text import slugify

from .models import Agency, Area, AreaAlias, AreaMerger, Region
from .models.area import with_predecessors


def administrators_only(view):
    """A view that is not there for anybody else."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class NamedForm(forms.ModelForm):
    """A form for something with a unique name, and an address made from the first one it had."""

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if self._meta.model.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"There is one called {name} already.")
        return name

    def save(self, commit=True):
        if not self.instance.slug:
            self.instance.slug = self._free_slug(slugify(self.instance.name)[:70] or "unnamed")
        return super().save(commit)

    def _free_slug(self, wanted: str) -> str:
        taken = set(self._meta.model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in [wanted, *numbered] if slug not in taken)


class RegionForm(NamedForm):
    class Meta:
        model = Region
        fields = ["name"]
        error_messages = {"name": {"required": "Enter the name of the region."}}


class AgencyForm(NamedForm):
    class Meta:
        model = Agency
        fields = ["name", "kind"]
        error_messages = {"name": {"required": "Enter the name of the agency."}}


class AreaForm(NamedForm):
    class Meta:
        model = Area
        fields = ["name", "region", "police_force"]
        help_texts = {"name": "As its community safety partnership is known."}
        error_messages = {"name": {"required": "Enter the name of the area."}}


class AliasForm(forms.ModelForm):
    """Another name of one area, by which its reports may call it."""

    class Meta:
        model = AreaAlias
        fields = ["name"]
        labels = {"name": "Another name"}
        error_messages = {"name": {"required": "Enter the other name."}}

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if self.instance.area.aliases.filter(name__iexact=name).exists():
            raise forms.ValidationError(f"{name} is among its names already.")
        return name


class MergerForm(forms.ModelForm):
    """From a day on, another area carries on the work of this one."""

    on = forms.DateField(
        label="From",
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day of the merger.", "invalid": "Enter a date."},
    )
    sure = forms.BooleanField(
        error_messages={"required": "Say that the reviews may be seen. This can’t be taken back here."},
    )

    class Meta:
        model = AreaMerger
        fields = ["successor", "on"]
        labels = {"successor": "Merged into"}
        error_messages = {"successor": {"required": "Choose the area that carries on its work."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Area.objects.exclude(pk=self.instance.predecessor_id)
        self.fields["successor"].empty_label = "Choose one"
        self.fields[
            "sure"
        ].label = f"From that day the people of that area see the reviews of {self.instance.predecessor}"

    def clean_successor(self):
        successor, area = self.cleaned_data["successor"], self.instance.predecessor
        if successor.pk in with_predecessors([area.pk]):
            raise forms.ValidationError(f"{successor} itself merged into {area}.")
        if area.mergers_into.filter(successor=successor).exists():
            raise forms.ValidationError(f"{area} is merged into {successor} already.")
        return successor
