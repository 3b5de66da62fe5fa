"""Quick entry of actions by keyboard: the cursor stands where the next one is typed."""

import pytest
from playwright.sync_api import expect

from .test_site import log_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def a_review_with_recommendations() -> str:
    """In the site's own process: the public id of one with two lines at least."""
    from django.db.models import Count

    from dhr.areas.models import User
    from dhr.reviews.models import Review

    seen = Review.objects.visible_to(User.objects.get(username="coordinator"))
    review = seen.annotate(asked=Count("recommendations")).filter(asked__gt=1).first()
    return str(review.public_id)


def test_enter_saves_an_action_and_the_cursor_is_back_in_its_line(plain_page, site):
    """Without JavaScript, in the last line of the page: the browser itself puts the cursor there."""
    password = site.manage("load_demo").rsplit("password ", 1)[1].split()[0]
    review = site.process.submit(a_review_with_recommendations).result()
    log_in(plain_page, "coordinator", password)
    plain_page.goto(f"/desk/reviews/{review}/recommendations/")
    plain_page.get_by_role("link", name="Quick entry of actions").first.click()
    lines = plain_page.get_by_label("Action to take")
    expect(plain_page.locator("input[name=text]:focus")).to_be_in_viewport()  # that of the list from which one came
    lines.last.focus()
    for words in ("Show the form to every nurse.", "Ask the nurses what they think of it."):
        plain_page.keyboard.type(words)
        plain_page.keyboard.press("Enter")
        expect(plain_page.get_by_text(f"Saved: {words}")).to_be_attached()
        expect(lines.last).to_be_focused()
        expect(lines.last).to_be_in_viewport()
        expect(lines.last).to_have_value("")
