import json as to_json

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from dhr.search.answers import asked, names_known_to
from dhr.search.engines.protocol import SearchError
from dhr.search.passages import Passage, best_passages


class Command(BaseCommand):
    help = "Search passages, best first: what the public may read, or what a named user may."

    def add_arguments(self, parser):
        parser.add_argument("query")
        parser.add_argument("--as", dest="username", default="", help="Search as this user; without it, as the public.")
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--related", action="store_true", help="Passages that mean nearly the same count too.")
        parser.add_argument("--json", action="store_true", help="One JSON object a passage.")

    def handle(self, query, *, username, limit, related: bool, json: bool, **options):
        user = self._user(username)
        if limit < 1:
            raise CommandError("--limit must be 1 or more.")
        params = {"q": query, "related": "1" if related else ""}
        try:
            best = best_passages(asked(params, names_known_to(user)).query, user, limit=limit)
        except SearchError as problem:
            raise CommandError(str(problem)) from problem
        for note in best.notes:
            self.stderr.write(note, self.style.NOTICE)
        for found in best.found:
            self.stdout.write(_as_json(found) if json else _as_line(found))

    def _user(self, username):
        if not username:
            return AnonymousUser()
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user called {username}.")
        return user


def _as_line(found: Passage) -> str:
    mark = "" if found.published else " (not published)"
    return f"{found.hit.score:7.3f}  {found.title}{mark}: {found.hit.body}"


def _as_json(found: Passage) -> str:
    hit = found.hit
    return to_json.dumps(
        {
            "review": found.review,
            "document": found.title,
            "section": hit.section,
            "paragraph": hit.paragraph,
            "text": hit.body,
            "score": hit.score,
            "themes": list(hit.themes),
            "url": settings.BASE_URL + hit.url,
        },
        ensure_ascii=False,
    )
