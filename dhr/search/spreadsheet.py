"""Lists as CSV that is safe to open in a spreadsheet."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse

from dhr.formats import csv_lines


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """`rows` sent one by one as the file `name`."""
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
