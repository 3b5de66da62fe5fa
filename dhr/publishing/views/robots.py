from django.http import HttpResponse

# Addresses that search engines have no business with; what is confidential is closed by other means.
CLOSED = ("/desk/", "/admin/", "/accounts/", "/search/", "/search.csv")


def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
