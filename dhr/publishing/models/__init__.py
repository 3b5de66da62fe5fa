from .edition import Edition, EditionParagraph, EditionRecommendation, EditionSection

__all__ = ["Edition", "EditionParagraph", "EditionRecommendation", "EditionSection"]
