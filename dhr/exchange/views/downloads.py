from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from dhr.publishing.models import Edition
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document

from ..downloads import Format, published_file, sent, working_file


@require_safe
@login_required
def working(request, public_id, format: Format):
    """A paper as it stands, for whoever sees it."""
    papers = Document.objects.visible_to(request.user).exclude(kind=DocumentKind.LIBRARY_RECORD)
    document = get_object_or_404(papers.select_related("latest_revision"), public_id=public_id)
    return sent(working_file(document, format))


@require_safe
def published(request, public_id, format: Format):
    """A paper as it is published, for everybody while its edition stands."""
    editions = Edition.objects.standing().exclude(kind=DocumentKind.LIBRARY_RECORD)
    edition = get_object_or_404(editions.select_related("document"), document__public_id=public_id)
    return sent(published_file(edition, format), cache="no-cache")
