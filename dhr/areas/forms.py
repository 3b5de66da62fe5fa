from allauth.account import forms
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm


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


class PasswordMixin:
    """Fields of passwords in our words; the way to a new one stands on the log-in page, not in a hint."""

    labels = {
        "oldpassword": "Present password",
        "password": "Password",
        "password1": "New password",
        "password2": "New password again",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels[name]
            field.error_messages["required"] = f"Enter the {field.label.lower()}."
            field.widget.attrs.pop("placeholder", None)
            if name in ("oldpassword", "password"):
                field.help_text = ""


class ChangePasswordForm(PasswordMixin, forms.ChangePasswordForm):
    pass


class SetPasswordForm(PasswordMixin, forms.SetPasswordForm):
    pass


class ResetPasswordKeyForm(PasswordMixin, forms.ResetPasswordKeyForm):
    pass


class ConfirmPasswordForm(PasswordMixin, forms.ReauthenticateForm):
    pass


class ResetPasswordForm(forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = "E-mail address"
        email.error_messages["required"] = "Enter your e-mail address."
        email.widget.attrs.pop("placeholder", None)


class CodeMixin:
    """A field for a code in our words."""

    label = "Code"
    hint = "6 digits from your authenticator app, or one of your recovery codes."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = self.label, self.hint
        code.error_messages["required"] = "Enter the code."
        code.widget.attrs.pop("placeholder", None)
        code.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


class ActivateForm(CodeMixin, ActivateTOTPForm):
    hint = "The 6 digits that the app shows for this site now."


class AuthenticateForm(CodeMixin, mfa.AuthenticateForm):
    pass


class ReauthenticateForm(CodeMixin, mfa.ReauthenticateForm):
    pass
