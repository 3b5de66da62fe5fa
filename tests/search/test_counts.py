"""A count beside a filter is what choosing it gives, through the pages and whatever was typed."""

import random

import pytest
from django.urls import reverse

from .site import ASKED, DRANK, a_review, index, page, published, recorded

pytestmark = pytest.mark.django_db

SAID = (
    DRANK,
    ASKED,
    "Joseph drank heavily and was violent when drunk.",
    "Joseph strangled Amina in March.",
    "Their daughter saw him strangle Amina.",
    "The children lived in fear of Joseph.",
    "Amina was treated for depression after Joseph stalked her.",
    "Agencies did not share information with each other.",
)
TYPED = (
    "",
    "about:victim",
    "about:child",
    "about:perpetrator amina",
    "about:victim theme:alcohol",
    "theme:alcohol joseph",
)
ABOUT = ((), ("victim",), ("child",), ("victim", "perpetrator"))
THEMES = ((), ("text:alcohol",), ("text:strangulation",), ("alcohol", "text:mental-health"))


@pytest.fixture
def site():
    for number in range(len(SAID)):
        published(a_review(), *(SAID[(number * step) % len(SAID)] for step in (1, 3)))
    recorded(a_review(), ("alcohol", "victim"))
    index()


def test_a_theme_counts_what_ticking_it_gives_beside_whom_passages_are_about(client, site):
    chance = random.Random(5)
    tried = 0
    for typed in TYPED:
        asked = {"q": typed, "about": chance.choice(ABOUT), "theme": chance.choice(THEMES)}
        asked |= {"same_passage": "1"} if chance.random() < 0.3 else {}
        tried += _every_theme(client, asked)
    tried += _every_theme(client, {"q": "about:victim"})
    assert tried > 20


def _every_theme(client, asked) -> int:
    """Tick every theme on the page that `asked` leads to, each by itself, as its form would; how many there were."""
    shown = page(client, **asked).context
    themes = [
        choice
        for panel in shown["theme_panels"]
        for row in panel.rows
        for choice in [*row.sources, *row.about]
        if not choice.chosen and choice.count is not None
    ]
    for choice in themes:
        ticked = shown["query"].with_(theme=choice.value)
        answer = client.get(f"{reverse('search')}?{ticked.urlencode()}").context["answer"]
        assert (answer.total_reviews, answer.total_context) == (choice.count, choice.context), (asked, choice)
    return len(themes)
