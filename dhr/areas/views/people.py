from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render

from ..administration import administrators_only
from ..models import User
from ..second_factor import is_enrolled

PAGE = 50


@administrators_only
def people(request):
    """Everybody with an account: when they last signed in, and with what. Not where they take part."""
    words = request.GET.get("q", "").strip()
    found = User.objects.annotate(enrolled=is_enrolled()).order_by("last_name", "first_name", "username")
    for word in words.split():
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(username__icontains=word)
        )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    prefix = f"?{urlencode({'q': words, 'page': ''})}"
    return render(
        request,
        "areas/people.html",
        {"page": page, "words": words, "prefix": prefix},
    )
