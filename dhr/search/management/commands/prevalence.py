import json as to_json
from dataclasses import asdict

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from dhr.reviews.enums import TagSource
from dhr.search.engines.protocol import SearchError
from dhr.search.labels import THEMES_BY_CODE
from dhr.search.prevalence import WARNING, prevalence, reviews_in


class Command(BaseCommand):
    help = "Count how many published reviews of a dataset are tagged with a theme, by whom it is about."

    def add_arguments(self, parser):
        parser.add_argument("--source", required=True, help=f"The dataset: {', '.join(TagSource.values)}.")
        parser.add_argument("--theme", required=True, help="The theme's code, for example alcohol.")
        parser.add_argument("--json", action="store_true", help="One JSON object and nothing else.")

    def handle(self, *, source, theme, json: bool, **options):
        public = AnonymousUser()
        try:
            found = prevalence(theme, source, public)
            everything = reviews_in(source, public)
        except (ValueError, SearchError) as problem:
            raise CommandError(str(problem)) from problem
        if json:
            self.stdout.write(to_json.dumps(asdict(found)))
            return
        self.stdout.write(
            f"{THEMES_BY_CODE[theme].label}, as tagged in the {TagSource(source).label}: of {everything} reviews "
            f"{found.reviews} are of one victim's death; of these {found.victim} are tagged for the victim, "
            f"{found.perpetrator} for the perpetrator, {found.either} for either and {found.both} for both. {WARNING}"
        )
