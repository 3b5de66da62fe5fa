from django.core.management.base import BaseCommand

from dhr.publishing.site import make_site


class Command(BaseCommand):
    help = "Makes the public site's own pages (home, about, privacy...) where they are missing."

    def handle(self, **options):
        made = make_site()
        self.stdout.write(f"Made: {', '.join(made)}." if made else "Every page is there already.")
