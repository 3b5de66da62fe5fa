from django import forms
from django.utils import timezone

from dhr.reviews.forms.days import DayField
from dhr.reviews.forms.entry import SeenForm

from ..models import Sending
from ..receiving import received
from .evidence import PrivateFileField


class SendingForm(SeenForm):
    """That a recommendation was sent to a named body, and what came back."""

    sent_on = DayField(label="Sent on")
    proof_upload = PrivateFileField(label="File that proves it", required=False)
    replied_on = DayField(label="Replied on", required=False)
    reply_upload = PrivateFileField(label="File of the reply", required=False)

    field_order = ["sent_to", "sent_on", "proof", "proof_upload", "replied_on", "reply", "reply_upload"]

    class Meta:
        model = Sending
        fields = ["sent_to", "sent_on", "proof", "replied_on", "reply"]
        labels = {"sent_to": "Sent to", "proof": "What proves it", "reply": "What they replied"}
        help_texts = {"proof": "For example the letter’s reference, or a receipt."}
        error_messages = {
            "sent_to": {"required": "Say to whom it was sent."},
            "proof": {"required": "Say what proves that it was sent."},
        }
        widgets = {"reply": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, stored in (("proof_upload", self.instance.proof_file), ("reply_upload", self.instance.reply_file)):
            if stored:
                self.fields[name].help_text = f"“{stored}” is kept. Another file takes its place."

    def clean(self):
        cleaned = super().clean()
        sent, replied = cleaned.get("sent_on"), cleaned.get("replied_on")
        for name, day in (("sent_on", sent), ("replied_on", replied)):
            if day and day > timezone.localdate():
                self.add_error(name, "The date is in the future. Record what has happened.")
        if sent and replied and replied < sent:
            self.add_error("replied_on", "The reply came before it was sent. Look at both dates.")
        if (cleaned.get("reply") or cleaned.get("reply_upload")) and not replied and "replied_on" not in self.errors:
            self.add_error("replied_on", "Give the date of the reply.")
        return cleaned

    def keep(self, *, by) -> Sending:
        """Save what was typed, and the files with it."""
        given = self.cleaned_data
        with received(given["proof_upload"], by=by) as proof, received(given["reply_upload"], by=by) as reply:
            self.instance.proof_file = proof or self.instance.proof_file
            self.instance.reply_file = reply or self.instance.reply_file
            self.instance.by = self.instance.by or by
            return self.save()
