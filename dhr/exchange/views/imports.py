"""What the views of every import of a spreadsheet have in common."""

from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.formats import Table

from ..receiving import let_go
from ..spreadsheets import open_spreadsheet


def import_for(request, model: type[Model], pk: int):
    """The import, to whoever sent it; raises Http404."""
    return get_object_or_404(model.objects.visible_to(request.user).select_related("area", "file"), pk=pk)


def table_of(found, *, hidden: bool = False) -> Table:
    """The sheets of an import's file, and if wanted those that are hidden in it. Raises Http404 where it is gone."""
    try:
        with found.file.file.open() as file:
            return open_spreadsheet(file.read(), found.name, hidden=hidden)
    except FileNotFoundError:
        raise Http404 from None


@transaction.atomic
def throw_away(found) -> None:
    """Delete an import of which nothing was saved, and its file."""
    found.delete()
    let_go(found.file)
