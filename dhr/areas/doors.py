"""Who is let in at /admin/: whoever edits public pages. To all others who are signed in, nothing is there."""

from django.http import Http404


class EditorsOnly:
    """Middleware: a 404 under /admin/ for people who are no editors, whom Wagtail would send to the log-in and back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if (
            request.path.startswith("/admin/")
            and user.is_authenticated
            and not user.has_perm("wagtailadmin.access_admin")
        ):
            raise Http404
