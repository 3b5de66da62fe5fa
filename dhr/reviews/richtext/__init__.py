"""The rich text of a section: one HTML, read into blocks and written from them."""

from .blocks import SEPARATOR, KeyedBlock, Piece, normal, pieces, plain
from .reading import blocks_of
from .writing import html_of

__all__ = ["SEPARATOR", "KeyedBlock", "Piece", "blocks_of", "html_of", "normal", "pieces", "plain"]
