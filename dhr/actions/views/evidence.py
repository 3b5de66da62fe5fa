from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.reviews.files import as_download

from ..models import Evidence, Recommendation, Sending

NOWHERE = "private, no-store"  # kept by no browser and by nothing between


@login_required
def evidence_file(request, pk):
    """The file of one piece of evidence, for those who may see its action."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).filter(file__isnull=False), pk=pk)
    return as_download(evidence.file, cache=NOWHERE)


@login_required
def sending_file(request, pk, which):
    """What proves that a recommendation was sent, or the reply to it; `which` is "proof" or "reply"."""
    recommendations = Recommendation.objects.visible_to(request.user)
    sending = get_object_or_404(Sending.objects.filter(recommendation__in=recommendations), pk=pk)
    stored = sending.proof_file if which == "proof" else sending.reply_file
    if stored is None:
        raise Http404
    return as_download(stored, cache=NOWHERE)
