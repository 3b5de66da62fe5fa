from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from ...board.board import board
from ...board.charts import ageing, burn_up, columns
from ...models import Action
from .page import query_without

STAGES = {"verified": "Verified", "delivered": "Delivered, awaiting evidence", "to-deliver": "To be delivered"}


@login_required
def charts(request):
    """How the actions of a list went month by month, and how old they are, each with its table."""
    asked = board(request.user, request.GET)
    points = burn_up(asked.shown, Action.objects.visible_to(request.user), asked.day)
    bands = ageing(asked.shown, asked.day)
    return render(
        request,
        "actions/board/charts.html",
        {
            "board": asked,
            "query": query_without(request, "page").urlencode(),
            "points": points,
            "stages": STAGES,
            "burn_up": columns(
                [{"verified": p.verified, "delivered": p.delivered, "to-deliver": p.to_deliver} for p in points]
            ),
            "months": [f"{point.day:%B %Y}" for point in (points[:1] + points[1:][-1:])],
            "bands": bands,
            "ages": [band.label for band in bands],
            "rags": {rag.value: rag.label for rag in bands[0].counts},
            "ageing": columns([{rag.value: count for rag, count in band.counts.items()} for band in bands]),
        },
    )
