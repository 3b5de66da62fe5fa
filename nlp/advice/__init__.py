"""Reads the recommendations of a report."""

from nlp.advice.splitting import recommendations
from nlp.advice.themes import library_themes

__all__ = ["library_themes", "recommendations"]
