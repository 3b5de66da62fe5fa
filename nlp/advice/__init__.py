"""Reads the recommendations of a report."""

from nlp.advice.splitting import recommendations

__all__ = ["recommendations"]
