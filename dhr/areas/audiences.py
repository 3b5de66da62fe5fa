"""The words of decision 2: who may see a paper is decided by comparing two sets of audience tokens.

A token names a group of readers, such as `public`, `area:7` or `review:9:panel`. `dhr.reviews.audiences` turns
a paper, and a user, into tokens; this module spells them.
"""

PUBLIC = "public"


def area(pk: int) -> str:
    """The coordinators of an area: everything of its reviews."""
    return f"area:{pk}"


def oversight(pk: int) -> str:
    """An area's partnership chair: everything but other agencies' unreleased IMRs."""
    return f"area:{pk}:oversight"


def region(pk: int) -> str:
    """The regional leads: what an area chose to share."""
    return f"region:{pk}"


def review(pk: int) -> str:
    """Everyone who takes part in a review: that it exists and its facts, no papers."""
    return f"review:{pk}"


def lead(pk: int) -> str:
    """A review's chair and author: every paper of it."""
    return f"review:{pk}:lead"


def panel(pk: int) -> str:
    """A review's panel, once each member has signed confidentiality: released papers."""
    return f"review:{pk}:panel"


def agency(review_pk: int, agency_pk: int) -> str:
    """An agency's IMR author and sign-off officer in a review: that agency's papers."""
    return f"review:{review_pk}:agency:{agency_pk}"
