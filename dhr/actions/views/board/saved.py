from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ...board.views import SavedViewForm
from ...models import SavedView


@login_required
def views(request):
    """The views of the board that somebody kept; keeping one more."""
    form = SavedViewForm(request.POST or None, user=request.user)
    if form.is_valid():
        view = form.keep()
        messages.success(request, f"The view “{view.name}” is kept.")
        return redirect(f"{reverse('action-board')}?{view.query}")
    return render(request, "actions/board/views.html", {"form": form, "views": request.user.board_views.all()})


@login_required
@require_POST
def remove(request, pk):
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, f"The view “{view.name}” is removed.")
    return redirect("action-board-views")
