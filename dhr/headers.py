"""What browsers are told about every page: where scripts may come from, and what must not be kept."""

PUBLIC_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# The editor's admin has scripts and styles in its pages, and previews in frames.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
WORKING_PATHS = ("/desk/", "/admin/", "/accounts/")
LINK_PATHS = "/act/"  # whose addresses are keys: no other site, cache or search engine may learn them


class Headers:
    """Middleware: a Content-Security-Policy on every page, and no copy kept of what signed-in people read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        admin = request.path.startswith("/admin/")
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if admin else PUBLIC_POLICY)
        user = getattr(request, "user", None)
        if request.path.startswith(LINK_PATHS):
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Cache-Control"] = "private, no-store"
        elif request.path.startswith(WORKING_PATHS) or (user is not None and user.is_authenticated):
            response.headers.setdefault("Cache-Control", "private, no-store")
        else:  # what is withdrawn must not live on in somebody's cache
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
