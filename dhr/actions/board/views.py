"""Views of the board that people keep under a name."""

from django import forms
from django.http import QueryDict

from ..models import SavedView

MOST = 50  # a person


class SavedViewForm(forms.Form):
    """A view to keep: it takes the place of one of the same name."""

    name = forms.CharField(
        label="Name of the view", max_length=80, error_messages={"required": "Give the view a name."}
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_query(self) -> str:
        """The query without its page."""
        query = QueryDict(self.cleaned_data["query"], mutable=True)
        query.pop("page", None)
        return query.urlencode()

    def clean(self):
        cleaned = super().clean()
        others = self.user.board_views.exclude(name=cleaned.get("name", ""))
        if others.count() >= MOST:
            raise forms.ValidationError(f"You keep {MOST} views already. Remove one first.")
        return cleaned

    def keep(self) -> SavedView:
        name, query = self.cleaned_data["name"], self.cleaned_data["query"]
        view, _ = SavedView.objects.update_or_create(user=self.user, name=name, defaults={"query": query})
        return view
