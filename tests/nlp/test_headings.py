"""Which sections hold nothing but lists."""

import pytest

from nlp import only_lists


@pytest.mark.parametrize(
    "heading",
    [
        "Contents",
        "8. Review panel members",
        "1.2 The Review Panel",
        "(a) Glossary of terms",
        "Section 3: Membership of the panel",
    ],
)
def test_lists_are_known_by_their_heading_however_it_is_numbered(heading):
    assert only_lists(heading)


@pytest.mark.parametrize(
    "heading",
    ["", "13 Background information", "Contributing factors", "The panel's analysis", "Contents of her letters", "A"],
)
def test_sections_that_tell_something_are_none(heading):
    assert not only_lists(heading)
