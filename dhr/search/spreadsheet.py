"""Lists as CSV that is safe to open in a spreadsheet."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse

from dhr.formats import CSV_TYPE, csv_lines
from dhr.reviews.files import as_attachment


def csv_response(name: str, rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """`rows` sent one by one as the file `name`."""
    response = StreamingHttpResponse(csv_lines(rows), content_type=CSV_TYPE)
    return as_attachment(response, name, cache=None)
