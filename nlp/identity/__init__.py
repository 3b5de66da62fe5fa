"""Finds what could tell a reader who somebody is."""

from nlp.identity.finding import identifiers

__all__ = ["identifiers"]
