"""The form in which a paper is written: its title, its date, and one editor for each of its sections."""

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from ..models import NamedVersion, Section
from ..rich_text_features import SectionEditor
from .differences import PaperText, SectionText
from .restoring import sections_with


def field_name(key: str) -> str:
    """The form field of the section with this key."""
    return f"section-{key}"


class PaperForm(WagtailAdminModelForm):
    """Sections are the paper's own: a post can neither add, move nor remove any, whatever it holds.

    A section that a post doesn't mention, for example one that came while the page was open, keeps its words.
    `restores` is an earlier version that is being brought back: its sections are among them.
    """

    def __init__(self, *args, restores=None, **kwargs):
        super().__init__(*args, **kwargs)
        stored = Section.objects.filter(document=self.instance.pk).select_related("key_line").order_by("sort_order")
        self.sections = sections_with(self.instance, restores) if restores else list(stored)
        for section in self.sections:
            section.document = self.instance
            name = field_name(section.key)
            self.fields[name] = forms.CharField(
                label=str(section) or "Text",
                required=False,
                widget=SectionEditor(),
            )
            self.initial.setdefault(name, section.body)

    @property
    def bodies(self) -> dict[str, str]:
        """Section key -> rich text, as posted. For a valid form."""
        return {
            section.key: self.cleaned_data[name]
            for section in self.sections
            if not self._omits(name := field_name(section.key))
        }

    @property
    def facts(self) -> dict:
        """The paper's own fields, as posted. For a valid form."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def posted_text(self) -> PaperText:
        """What was posted, as far as it can be kept."""
        title = self.cleaned_data.get("title", self.instance.title)
        bodies = self.bodies
        return PaperText(
            title, {row.key: SectionText(str(row), bodies[row.key]) for row in self.sections if row.key in bodies}
        )

    def kept(self, key: str, body: str) -> str:
        """`body` as it would come back from the browser if nobody had touched it there."""
        name = field_name(key)
        widget = self.fields[name].widget
        return widget.value_from_datadict({name: widget.format_value(body)}, {}, name)

    def _omits(self, name: str) -> bool:
        return self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)


class NameVersionForm(forms.ModelForm):
    """A name for one revision of a paper."""

    class Meta:
        model = NamedVersion
        fields = ("name",)
        help_texts = {"name": "For example: draft 2, to the panel."}

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.instance.document.named_versions.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another version of this paper has this name. Give it a name of its own.")
        return name
