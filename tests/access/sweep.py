"""Asks every address as one person, by every method, about everything, and says where the answer is wrong."""

import contextlib
import io
import re
import zipfile
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

import pypdfium2
from django.db import transaction
from django.test import Client

from .admin_expected import ADMIN_EXPECTED
from .expected import ALSO, EXPECTED, Expected
from .routes import all_routes, ids
from .viewers import PUBLIC, SEES
from .world import World

METHODS = ("get", "head", "post")
PLACE = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>(?:\[[^\]]*\]|\([^)]*\)|[^()])*\)|\((?!\?).*\)")
NOWHERE = "0000"  # stands for anything in an address that nobody should get an answer from


@dataclass(frozen=True)
class Ask:
    """One request: `thing` is what stands in the address, "" for nothing of the case."""

    route: str
    method: str
    path: str
    thing: str
    expected: Expected


def asks(world: World) -> Iterator[Ask]:
    """Everything that can be asked. Raises LookupError for a route without a stated expectation."""
    for name, _, address in all_routes():
        for expected in _stated(name, address):
            found = ids(world, expected.of) if expected.of else [("", values) for values in expected.examples or ((),)]
            for place, (thing, values) in enumerate(found):
                # HEAD runs what GET runs: two things an address are enough of it.
                for method in METHODS if place in (0, len(found) - 1) else ("get", "post"):
                    yield Ask(name, method, path_of(address, values), thing, expected)


def _stated(name: str, address: str) -> list[Expected]:
    if address.startswith("admin/"):
        return [ADMIN_EXPECTED.get(name, Expected(who=frozenset()))]
    if name not in EXPECTED:
        raise LookupError(f"State in tests/access/expected.py who may see {name!r} ({address}).")
    return [EXPECTED[name], *filter(None, [ALSO.get(name)])]


def path_of(address: str, values) -> str:
    """`address` as a path, its places filled with `values` and then with ids of nothing.

    A value that begins with "?" is what is asked there.
    """
    query = "".join(value for value in values if value.startswith("?"))
    values, spare = iter([value for value in values if value != query]), count(990001)

    def fill(place):
        return quote(next(values, NOWHERE if "slug" in place[0] else str(next(spare))), safe="/")

    path = PLACE.sub(fill, address).replace("^", "").replace("$", "").replace("\\", "").replace("/?", "/")
    return f"/{path}{query}"


def wrong(world: World, client: Client, viewer: str, ask: Ask) -> str:
    """What is wrong with the answer, "" for nothing. Whatever the request changes is undone."""
    cookies = copy(client.cookies)  # signing out would take them away
    with contextlib.suppress(_Undo), transaction.atomic():
        response = getattr(client, ask.method)(ask.path)
        content = everything_in(response)
        raise _Undo
    client.cookies = cookies
    leaked = world.leaked(content, viewer)
    if leaked:
        return f"{_named(viewer, ask)} told {', '.join(sorted(leaked))}"
    problem = _wrong_status(viewer, ask, response)
    return f"{_named(viewer, ask)} answered {response.status_code}: {problem}" if problem else ""


class _Undo(Exception):
    """Rolls the request's transaction back."""


def _named(viewer: str, ask: Ask) -> str:
    return f"{viewer}: {ask.method.upper()} {ask.route} {ask.path} ({ask.thing or 'nothing of the case'})"


def _wrong_status(viewer: str, ask: Ask, response) -> str:
    status, expected = response.status_code, ask.expected
    if expected.post_only and ask.method != "post":
        return "" if status in (302, 404, 405) else "this takes POST alone"
    if viewer == "visitor" and not expected.public:
        return "" if _is_turned_away(response) else "a visitor is sent to the log-in, or finds nothing"
    if expected.examples and viewer in expected.who:  # nothing of the case: any answer but a broken one will do
        return "" if status < 500 or expected.breaks_empty else "this broke"
    if may(viewer, ask):
        return "" if status in (200, 302, 400, 405, 409, 410) else "this person may have it"
    return "" if status in (404, 405) else "to this person nothing is there"


def _is_turned_away(response) -> bool:
    on_the_way = ("/accounts/login/", "/admin/")  # an address below /admin/ gets its last slash first
    return response.status_code in (404, 405) or (
        response.status_code == 302 and any(place in response["Location"] for place in on_the_way)
    )


def may(viewer: str, ask: Ask) -> bool:
    if viewer not in ask.expected.who:
        return False
    if not ask.thing:
        return True
    if ask.expected.of.startswith("public"):
        return ask.thing in PUBLIC
    return ask.thing in ask.expected.only.get(viewer, SEES[viewer] | PUBLIC)


def everything_in(response) -> bytes:
    """Headers and body; archives (Word, Excel) unpacked and PDFs read, so that nothing hides in them."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items()).encode()
    return b"\n".join([headers, body, *_inside(body)])


def _inside(body: bytes) -> Iterator[bytes]:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                # A word may be cut by markup; without its tags it is whole again.
                text = archive.read(name).replace(b"</w:p>", b"\n").replace(b"</c>", b"\n")
                yield re.sub(rb"<[^>]+>", b"", text)
    elif body.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(body)
        for page in document:
            yield page.get_textpage().get_text_range().replace("\r\n", "").encode()
        yield str(document.get_metadata_dict()).encode()
