"""How long somebody stays signed in: an hour without doing anything, half a day in all."""

import time

from django.conf import settings
from django.contrib.auth import logout

KEPT_FOR = 60  # seconds; what was seen is written down at most this often
# The editor's own messages while a paper lies open: a page that nobody looks at is no activity.
BY_ITSELF = frozenset({"wagtailadmin_editing_sessions:ping"})


class SessionLimits:
    """Middleware: signs out whoever was idle, or signed in, for longer than the settings allow."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return
        now, session = int(time.time()), request.session
        signed_in, seen = session.setdefault("signed_in", now), session.setdefault("seen", now)
        if now - seen > settings.SESSION_IDLE or now - signed_in > settings.SESSION_LIMIT:
            logout(request)
        elif now - seen > KEPT_FOR and request.resolver_match.view_name not in BY_ITSELF:
            session["seen"] = now
