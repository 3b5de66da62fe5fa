"""Recommendations, and what only looks like one."""

import pytest

from dhr.formats import parse_markup, recommendations_in


def found(markup):
    return [(one.number, one.agency, one.scope) for one in recommendations_in(parse_markup(markup))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recommendation 3: The Fellside Trust should ask.", ("3", "Fellside Trust", "")),
        ("Recommendation 3 (local): All staff should ask.", ("3", "", "local")),
        ("National recommendation 2: The Home Office must publish it.", ("2", "Home Office", "national")),
        ("Recommendation 4 (Merrow Council): Repair doors in a day.", ("4", "Merrow Council", "")),
        ("R12. Practices should book double appointments.", ("R12", "", "")),
        ("It is recommended that the Probation Service reviews it.", ("", "Probation Service", "")),
    ],
)
def test_recommendation_is_found_wherever_it_stands(text, expected):
    assert found(f"# T\n\n## 5. Lessons\n\n{text}\n") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "As Recommendation 4 says, the form should be reviewed.",
        "Recommendation 4 was met in 2019.",
        "It was recommended in 2015 that the Trust should ask.",
        "4.2 The Trust should have asked.",
        "> Recommendation 1: never mind.",
        "- The Trust should have asked.",
    ],
)
def test_talk_of_recommendations_is_none(text):
    assert found(f"# T\n\n## 4. Analysis\n\n{text}\n") == []


def test_numbered_paragraphs_count_under_a_heading_of_recommendations_alone():
    markup = (
        "# T\n\n## 19. Recommendations\n\n19.1 The panel thanks the family.\n\n"
        "19.2 Merrow Council should ask.\n\n- Background.\n"
    )
    assert found(markup) == [("19.2", "Merrow Council", "")]


def test_heading_gives_agency_and_scope_to_what_stands_under_it():
    markup = (
        "# T\n\n## 9. Recommendations\n\n"
        "### Recommendations for the Merrow Integrated Care Board\n\n1. Ensure that it asks.\n\n"
        "### Regional recommendations\n\n2. Share what is learnt.\n\n## 10. Closing\n\n1. Ensure nothing.\n"
    )
    assert found(markup) == [("1", "Merrow Integrated Care Board", ""), ("2", "", "regional")]


def test_heading_may_be_the_number_and_the_paragraph_the_recommendation():
    markup = (
        "# T\n\n## Recommendations\n\n### Recommendation 1\n\n"
        "The Fellside Police should train call handlers.\n\nThis is why.\n"
    )
    assert found(markup) == [("1", "Fellside Police", "")]


def test_action_plan_adds_to_the_text_and_repeats_nothing():
    markup = (
        "# T\n\n## 8. Recommendations\n\nRecommendation 1: Train every call handler to ask who else is at home.\n\n"
        "## 9. Action plan\n\n| Recommendation | Scope of recommendation | Action | Lead agency |\n"
        "| 1. Train every call handler to ask who else is at home. | Local | Course | Fellside Police |\n"
        "| 2. Publish a yearly account of it. | National | Report | Home Office |\n"
    )
    assert found(markup) == [("1", "Fellside Police", "local"), ("2", "Home Office", "national")]


def test_recommendations_of_earlier_reviews_are_not_this_papers_own():
    assert found("# T\n\n## 7. Progress on previous recommendations\n\n7.1 The Trust should train staff.\n") == []


def test_plan_row_that_names_a_recommendation_adds_to_it():
    markup = (
        "# T\n\n## 8. Recommendations\n\nRecommendation 1: Train every call handler to ask who else is at home.\n\n"
        "## 9. Action plan\n\n| Recommendation | Scope | Lead agency |\n"
        "| Training of handlers (recommendation 1) | Regional | Fellside Police |\n"
    )
    assert found(markup) == [("1", "Fellside Police", "regional")]


def test_heading_says_whose_board_is_meant():
    markup = (
        "# T\n\n## Recommendations\n\n### Merrow Integrated Care Board\n\nRecommendation 1: The Board should ask.\n"
    )
    assert found(markup) == [("1", "Merrow Integrated Care Board", "")]
