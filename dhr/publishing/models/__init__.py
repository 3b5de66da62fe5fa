from .edition import Edition, EditionParagraph, EditionRecommendation, EditionSection
from .pages import ContentPage, HomePage
from .site_texts import Helpline, SiteTexts

__all__ = [
    "ContentPage",
    "Edition",
    "EditionParagraph",
    "EditionRecommendation",
    "EditionSection",
    "Helpline",
    "HomePage",
    "SiteTexts",
]
