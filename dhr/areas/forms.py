from allauth.account import forms


class LoginForm(forms.LoginForm):
    """The log-in form in our words; the way to a new password stands below it, not in a hint."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email address or username"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
