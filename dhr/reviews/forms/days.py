import datetime

from django import forms

from dhr.formats import DateProblem, Precision, read_date


class DayField(forms.Field):
    """A day, typed as people write it: "27 3 2024", "27/3/2024" or "27 March 2024". Cleans to a date or None."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"})
    default_error_messages = {"required": "Give the date.", "part": "Give the day too, for example 27 3 2024."}

    def __init__(self, *, help_text="For example, 27 3 2024.", **kwargs):
        super().__init__(help_text=help_text, **kwargs)

    def prepare_value(self, value):
        return f"{value.day} {value:%B %Y}" if isinstance(value, datetime.date) else value

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            written = read_date(value)
        except DateProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        if written.precision != Precision.DAY:
            raise forms.ValidationError(self.error_messages["part"])
        return written.day

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True
