from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from dhr.formats import PaperError
from dhr.reviews.files import kept, shown_name
from dhr.reviews.models import Document
from dhr.reviews.models.stored_file import sha256_of

from ..enums import TrackedChanges
from ..models import WordDraft
from .headings import ABOVE
from .proposal import DraftBesidePaper
from .reading import check


class SendDraftForm(forms.Form):
    """A Word draft for a paper."""

    file = forms.FileField(
        label="The Word draft",
        help_text="A Word document (.docx).",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose the file.", "empty": "The file is empty (0 bytes). Choose another."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                f"The file is larger than {filesizeformat(settings.UPLOAD_LIMIT)}. Save it with smaller pictures."
            )
        try:
            check(file.read())
        except PaperError as error:
            raise forms.ValidationError(str(error)) from None
        return file

    def save(self, document: Document, *, by) -> WordDraft:
        """Keep the file; nothing of it is in the paper yet."""
        file = self.cleaned_data["file"]
        with kept(file, name=file.name, sha256=sha256_of(file), by=by) as stored:
            return WordDraft.objects.create(document=document, name=shown_name(file.name), file=stored, by=by)


class ChangesForm(forms.Form):
    """What becomes of the tracked changes of a draft."""

    changes = forms.ChoiceField(
        label="What should become of the tracked changes?",
        choices=[
            (TrackedChanges.ACCEPT, "Accept all: take the draft as it reads with them"),
            (TrackedChanges.REJECT, "Reject all: take the draft as it was before them"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether to accept or to reject the tracked changes."},
    )


class HeadingsForm(forms.Form):
    """Where the text of each heading goes that the paper has no section for."""

    def __init__(self, *args, beside: DraftBesidePaper, **kwargs):
        super().__init__(*args, **kwargs)
        for each in beside.headings.unknown():
            choices = [choice for choice in beside.choices if each.place or choice[0] != ABOVE]
            said = beside.draft.places.get(str(each.place))
            self.fields[f"place-{each.place}"] = forms.ChoiceField(
                label=each.heading or "The text before the first heading",
                help_text=f"Begins: {each.begins}" if each.begins else "No text stands under it.",
                choices=[("", "Choose one"), *choices],
                initial=said if said in dict(choices) else each.guess,
                error_messages={"required": "Choose where each heading goes."},
            )

    @property
    def places(self) -> dict[str, str]:
        """For a valid form: what `WordDraft.places` keeps."""
        return {name.removeprefix("place-"): choice for name, choice in self.cleaned_data.items()}
