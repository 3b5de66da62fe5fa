from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dhr.reviews.models import Document
from dhr.reviews.writing.access import writable_by

from ..enums import Change
from ..forms import UploadForm
from ..models import Ingestion

PAGE = 25
REFRESH = 5  # seconds between two looks at files that wait


@login_required
def upload(request):
    """Choose papers to be read in. Not there for somebody who may add papers nowhere."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, user=request.user)
    if not form.usable:
        raise Http404
    if form.is_valid():
        ingestions = form.save()
        return redirect("upload-progress", ingestions[0].pk) if len(ingestions) == 1 else redirect("uploads")
    return render(request, "exchange/upload.html", {"form": form})


@login_required
def uploads(request):
    """The files that I sent, newest first."""
    sent = Ingestion.objects.filter(by=request.user).select_related("area", "review").order_by("-pk")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    response = render(request, "exchange/uploads.html", {"page": page})
    return _look_again(response, page)


@login_required
def progress(request, pk):
    """What becomes of one file. Its text is told only to those who may see the paper today."""
    ingestion = get_object_or_404(Ingestion.objects.select_related("area", "review"), pk=pk, by=request.user)
    document = Document.objects.visible_to(request.user).filter(pk=ingestion.document_id).first()
    differences = [entry | {"label": Change(entry["what"]).label} for entry in ingestion.differences if document]
    response = render(
        request,
        "exchange/progress.html",
        {
            "ingestion": ingestion,
            "document": document,
            "review": document.review_for(request.user) if document else None,
            "differences": differences,
            "may_write": document and writable_by(request.user).filter(pk=document.pk).exists(),
        },
    )
    return _look_again(response, [ingestion])


def _look_again(response, ingestions):
    """Have the browser look again while a file waits; nothing to run, and nothing that moves once all is done."""
    if not all(ingestion.finished for ingestion in ingestions):
        response["Refresh"] = str(REFRESH)
    return response
