from allauth.account import forms


class LoginForm(forms.LoginForm):
    """The log-in form in our words; the way to a new password stands below it, not in a hint."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address or username"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address or username."
        self.fields["password"].error_messages["required"] = "Enter your password."
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
