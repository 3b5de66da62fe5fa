"""How Django's forms become GOV.UK form fields, for every form of the site, log-in included.

The editor's admin renders its fields one by one with templates of its own, which this leaves alone.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# The first that fits decides. Other widgets (radios, checkboxes) have markup of their own in forms/field.html.
CLASS_OF_WIDGET = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
)
SELECTED = mark_safe(" selected")


class LongSelect(forms.Select):
    """One of hundreds of choices without groups: the same markup, but not a template of its own for each of them."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '\n  <option value="{}"{}>{}</option>\n',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        return format_html(
            '<select name="{}"{}>{}\n</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class GovukField(BoundField):
    """A field that knows its GOV.UK markup: `control` is its widget with the right classes."""

    @property
    def shape(self) -> str:
        """Which markup fits: `radios`, `checkboxes`, `checkbox` or `input`."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):  # to Django a sort of RadioSelect
            return "checkboxes"
        if isinstance(widget, forms.RadioSelect):
            return "radios"
        return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"

    @property
    def control(self) -> str:
        widget = self.field.widget
        base = next((name for kind, name in CLASS_OF_WIDGET if isinstance(widget, kind)), "")
        if isinstance(widget, forms.CheckboxInput):
            base = "govuk-checkboxes__input"
        names = [widget.attrs.get("class", ""), base, f"{base}--error" if self.errors and base else ""]
        return self.as_widget(attrs={"class": " ".join(filter(None, names))})

    @property
    def options(self) -> list[dict]:
        """The choices of radios or checkboxes, each with `id`, `value`, `label` and `checked`."""
        return [
            {
                "id": option.id_for_label,
                "value": option.data["value"],
                "label": option.choice_label,
                "checked": option.data["selected"],
            }
            for option in self.subwidgets
        ]


class GovukRenderer(TemplatesSetting):
    """The site's FORM_RENDERER."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukField
