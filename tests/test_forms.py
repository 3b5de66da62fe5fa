import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from dhr.forms import LongSelect


class Answers(forms.Form):
    name = forms.CharField(help_text="As printed.")
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "own"}), required=False)
    kind = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")])
    grade = forms.ChoiceField(choices=[("low", "Low"), ("high", "High")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        choices=[("x", "Alcohol"), ("y", "Drugs")], widget=forms.CheckboxSelectMultiple, required=False
    )
    file = forms.FileField(required=False)
    sure = forms.BooleanField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if self.data.get("name") == "Nobody":
            raise forms.ValidationError("Nobody can't be asked.")


def test_every_field_has_its_govuk_markup():
    html = str(Answers())
    for markup in (
        'class="govuk-input"',
        'class="own govuk-textarea"',
        'class="govuk-select"',
        'class="govuk-file-upload"',
        'class="govuk-radios__input" type="radio"',
        'class="govuk-checkboxes__input" type="checkbox"',
    ):
        assert markup in html
    assert "Note (optional)" in html and "Name (optional)" not in html
    assert html.count('type="hidden"') == 1


def test_words_from_elsewhere_in_a_hint_are_no_markup():
    class Quoting(forms.Form):
        place = forms.CharField(help_text="Begins: <script>steal()</script>")

    assert "Begins: &lt;script&gt;steal()" in str(Quoting())


def test_an_untouched_form_reports_no_problem():
    assert "There is a problem" not in str(Answers())


def test_a_mistake_is_said_at_the_top_and_at_its_field():
    html = str(Answers({"kind": "a", "grade": "high", "themes": ["y"]}))
    assert '<a href="#id_name">This field is required.</a>' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert "govuk-input govuk-input--error" in html


def test_a_mistake_in_radios_leads_to_their_group():
    html = str(Answers({"name": "Amina", "kind": "a"}))
    assert '<a href="#id_grade">' in html and '<fieldset class="govuk-fieldset" id="id_grade"' in html


def test_a_mistake_of_the_whole_form_is_said_at_the_top():
    html = str(Answers({"name": "Nobody", "kind": "a", "grade": "low"}))
    assert "<li>Nobody can&#x27;t be asked.</li>" in html


@pytest.mark.parametrize(("field", "value"), [("grade", "high"), ("themes", "y")])
def test_what_was_chosen_stays_chosen(field, value):
    html = str(Answers({field: [value] if field == "themes" else value}))
    assert html.count(" checked") == 1
    chosen = next(line for line in html.splitlines() if " checked" in line)
    assert f'value="{value}"' in chosen


@pytest.mark.parametrize("data", [{}, {"agency": "7"}, {"agency": "<i>"}, {"agency": "unknown"}])
def test_a_long_select_has_the_markup_of_any_other(data):
    def control(widget) -> str:
        choices = [("", "Any"), (7, "Harbour & <b>Co</b>"), ("<i>", "“Haven”")]
        field = forms.ChoiceField(choices=choices, required=False, widget=widget)
        return type("Asked", (forms.Form,), {"agency": field})(data)["agency"].control

    assertHTMLEqual(control(LongSelect), control(forms.Select))
