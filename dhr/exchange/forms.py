from django import forms
from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import filesizeformat

from dhr.areas.models import Agency, Area
from dhr.areas.permissions import Permission, areas_with, has_permission, roles_with
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Review

from .enums import READABLE
from .models import Ingestion
from .receiving import Refused, check, receive


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files; cleans to a list. Each may have at most `settings.UPLOAD_LIMIT` bytes."""

    widget = SeveralFilesInput(attrs={"accept": ".pdf,.docx,.txt"})

    def clean(self, data, initial=None):
        if empty := [file.name for file in data or [] if not file.size]:
            raise forms.ValidationError(f"{', '.join(empty)}: empty (0 bytes). Choose the files again without it.")
        files = [super(SeveralFilesField, self).clean(file, initial) for file in data or [None]]
        large = [file.name for file in files if file.size > settings.UPLOAD_LIMIT]
        if large:
            raise forms.ValidationError(
                f"{', '.join(large)}: larger than {filesizeformat(settings.UPLOAD_LIMIT)}, the most that one file may "
                "have. Save it with smaller pictures, or send it in parts."
            )
        return files


class UploadForm(forms.Form):
    """Papers to be read in, where `user` may add them."""

    files = SeveralFilesField(
        label="Files",
        help_text="PDF, Word (.docx) or plain text. A scan needs a text layer (OCR) first.",
        error_messages={"required": "Choose at least one file."},
    )
    kind = forms.ChoiceField(
        label="What they are",
        choices=[("", "Choose one"), *((kind.value, kind.label) for kind in READABLE)],
        error_messages={"required": "Say what the papers are."},
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), empty_label="Choose one", error_messages={"required": "Choose an area."}
    )
    review = forms.ModelChoiceField(
        Review.objects.none(),
        required=False,
        empty_label="None: they begin a new review, or are context papers",
        help_text="The review that the papers belong to.",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.all(), required=False, empty_label="None", help_text="For an IMR: whose it is."
    )
    replaces = forms.BooleanField(
        label="Replace the paper that is there, even if this is quite another",
        required=False,
        help_text="For a review that has a paper of this kind. A changed version of it needs no tick.",
    )
    published = forms.BooleanField(
        label="They are already public elsewhere, so publish them here too",
        required=False,
    )
    source_url = forms.URLField(
        label="Web address where they are public", required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        own = areas_with(user, Permission.ADD_PAPERS)
        taking_part = user.participations.current().filter(role__in=roles_with(Permission.ADD_PAPERS))
        reviews = (
            Review.objects.visible_to(user)  # those that belong to the area no more are not
            .filter(Q(areas__in=own) | Q(pk__in=taking_part.values("review")))
            .exclude(documents__kind=DocumentKind.LIBRARY_RECORD)
            .distinct()
        )
        areas = Area.objects.filter(Q(pk__in=own) | Q(reviews__in=reviews)).distinct()
        self.fields["review"].queryset, self.fields["area"].queryset = reviews, areas
        if len(areas) == 1:
            self.fields["area"].initial = areas[0]
        if not areas_with(user, Permission.PUBLISH):
            del self.fields["published"], self.fields["source_url"]

    @property
    def usable(self) -> bool:
        """Whether there is anywhere that this user may add papers to."""
        return self.fields["area"].queryset.exists()

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        on = cleaned["review"] or cleaned["area"]
        if not has_permission(self.user, Permission.ADD_PAPERS, on=on):
            self.add_error("review", "Choose the review: in this area you can add papers to your own reviews only.")
        elif cleaned.get("published") and not has_permission(self.user, Permission.PUBLISH, on=on):
            self.add_error("published", "You cannot publish papers here. Leave this out, or ask the coordinator.")
        else:
            try:
                check(**self._place(), files=len(cleaned["files"]))
            except Refused as error:
                self.add_error(None, str(error))
        return cleaned

    def _place(self) -> dict:
        given = self.cleaned_data
        return {name: given[name] for name in ("kind", "area", "review", "agency")} | {
            "published": given.get("published", False),
            "source_url": given.get("source_url", ""),
        }

    def save(self) -> list[Ingestion]:
        """Keep the files and have them wait for the worker; in the order in which they were chosen."""
        return [
            receive(
                file,
                name=file.name,
                **self._place(),
                replaces=self.cleaned_data["replaces"],
                limit=settings.UPLOAD_LIMIT,
                by=self.user,
            )
            for file in self.cleaned_data["files"]
        ]
