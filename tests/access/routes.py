"""What every address of the site should answer, and to whom. A route that is not stated here fails the test."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from .world import SEES

EVERYBODY = frozenset(SEES)
SIGNED_IN = EVERYBODY - {"visitor"}


@dataclass(frozen=True)
class Expected:
    """`of` says what stands in the address ("" for nothing, or a key of IDS).

    `who` get an answer: where something stands in the address, of what they may see alone. Everybody else finds
    nothing, a signed-out visitor the log-in (`public` routes excepted).
    """

    of: str = ""
    who: frozenset[str] = SIGNED_IN
    public: bool = False
    post_only: bool = False
    examples: tuple[tuple[str, ...], ...] = ()  # values for an address that names nothing of the case


def who(*viewers: str) -> frozenset[str]:
    return frozenset(viewers)


COORDINATORS = who("coordinator", "other-coordinator")
WRITERS = COORDINATORS | who("chair", "author", "other-chair")

PUBLIC = Expected(who=EVERYBODY, public=True)
EXPECTED: dict[str, Expected] = {
    # Signing in and out
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_signup": PUBLIC,
    "account_reauthenticate": Expected(),
    "account_email": Expected(),
    "account_email_verification_sent": PUBLIC,
    "account_change_password": Expected(),
    "account_set_password": Expected(),
    "account_reset_password": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_confirm_email": Expected(who=EVERYBODY, public=True, examples=(("nonsense",),)),
    "account_reset_password_from_key_done": PUBLIC,
    "account_reset_password_from_key": Expected(who=EVERYBODY, public=True, examples=(("1", "set-password"),)),
    "account_reset_password_done": PUBLIC,
    "": PUBLIC,  # the editor's own log-ins, which lead to ours
    "wagtailcore_login": PUBLIC,
    "wagtailcore_authenticate_with_password": Expected(who=frozenset(), public=True, examples=(("1", "1"),)),
    # What everybody may read
    "search": PUBLIC,
    "search-csv": PUBLIC,
    "themes": PUBLIC,
    "theme": Expected(who=EVERYBODY, public=True, examples=(("alcohol",),)),
    "theme-csv": Expected(who=EVERYBODY, public=True, examples=(("alcohol",),)),
    "robots": PUBLIC,
    "wagtail_serve": Expected(who=EVERYBODY, public=True, examples=(("",),)),
    "review": Expected(of="public review", who=EVERYBODY, public=True),
    "paper": Expected(of="public paper", who=EVERYBODY, public=True),
    "file": Expected(of="file", who=EVERYBODY, public=True),
    # The desk
    "desk": Expected(),
    "upload": Expected(who=WRITERS),
    "uploads": Expected(),
    "upload-progress": Expected(who=frozenset(), examples=(("1",),)),
    "work-review": Expected(of="review"),
    "work-paper": Expected(of="paper"),
    "decide": Expected(of="paper", who=frozenset(), post_only=True),
    "publish": Expected(of="paper", who=COORDINATORS | who("csp-chair")),
    "withdraw": Expected(of="paper", who=COORDINATORS | who("csp-chair")),
}
# Under /admin/ nothing is there for anybody, but for these.
ADMIN_EXPECTED: dict[str, Expected] = {
    "wagtailadmin_login": PUBLIC,
}


def all_routes() -> list[tuple[str, URLPattern, str]]:
    """(name with its namespaces, pattern, full address pattern) of every address of the site."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns, prefix, namespaces):
    for each in patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield ":".join([*namespaces, each.name or ""]), each, address
        else:
            yield from _walk(
                each.url_patterns, address, (*namespaces, each.namespace) if each.namespace else namespaces
            )


# What can stand in an address: each thing's name and id. Of what is published, pages of the desk show the work.
IDS = {
    "public review": lambda world: {name: review.public_id for name, review in world.reviews.items()},
    "public paper": lambda world: {name: paper.public_id for name, paper in world.papers.items()},
    "file": lambda world: {name: str(paper.file_id) for name, paper in world.papers.items()},
    "review": lambda world: {_work(name): review.public_id for name, review in world.reviews.items()},
    "paper": lambda world: {_work(name): paper.public_id for name, paper in world.papers.items()},
    "paper pk": lambda world: {_work(name): str(paper.pk) for name, paper in world.papers.items()},
}


def _work(name: str) -> str:
    return "publicwork" if name == "public" else name
