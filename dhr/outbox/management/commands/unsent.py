from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dhr.outbox import mail
from dhr.outbox.models import OutgoingEmail


class Command(BaseCommand):
    help = "List the e-mail that was refused or perhaps not sent; have some of it sent again, or settle it."

    def add_arguments(self, parser):
        parser.add_argument("--again", type=int, nargs="+", default=[], metavar="NUMBER", help="Send these again.")
        parser.add_argument("--settle", type=int, nargs="+", default=[], metavar="NUMBER", help="These are not sent.")

    def handle(self, *, again, settle, **options):
        unsent = OutgoingEmail.objects.unsent()
        if unknown := {*again, *settle} - set(unsent.values_list("pk", flat=True)):
            raise CommandError(f"None of these waits for a person: {', '.join(map(str, sorted(unknown)))}.")
        for email in unsent.filter(pk__in=again):
            mail.again(email)
        mail.settle(unsent.filter(pk__in=settle))
        for email in unsent.all():
            at = timezone.localtime(email.created_at)
            why = email.get_problem_display() or "it is not known why"
            self.stdout.write(f"{email.pk}  {at:%Y-%m-%d %H:%M}  {email.to}  {email.subject}: {why}")
