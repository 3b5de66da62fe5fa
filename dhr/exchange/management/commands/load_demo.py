from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from dhr.exchange.demo import (
    load_actions,
    load_context_papers,
    load_reviews,
    load_running,
    load_templates,
    load_users,
    load_world,
)
from dhr.exchange.demo.people import NameTaken
from dhr.exchange.demo.reviews import NotLoaded


class Command(BaseCommand):
    help = "Load the fictional region of Harrowmere: areas, agencies, log-ins, reviews, papers and actions."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "demo")

    def handle(self, *, folder, **options):
        if settings.PRODUCTION:
            raise CommandError("This is a production site: fictional reviews and demo log-ins do not belong here.")
        try:
            load_world(folder)
            reviews = load_reviews(folder, self.stdout.write)
            load_context_papers(folder, self.stdout.write)
            users, password = load_users(folder, reviews)
            by_name = {user.username: user for user in users}
            load_templates(folder, by_name, self.stdout.write)
            load_running(folder, by_name, self.stdout.write)
            load_actions(folder, by_name, self.stdout.write)
        except (NameTaken, NotLoaded) as error:
            raise CommandError(str(error)) from None
        self._bring_in_registers(folder)
        self.stdout.write(f"\nLog-ins, all with the password {password}")
        for user in users:
            self.stdout.write(f"  {user.username}")

    def _bring_in_registers(self, folder: Path) -> None:
        """Each register is named by its area; the same one again changes nothing."""
        for path in sorted(folder.glob("registers/*.csv")):
            call_command("import_register", path, area=path.stem, by="coordinator", stdout=StringIO())
            self.stdout.write(f"{path.name}: brought in")
