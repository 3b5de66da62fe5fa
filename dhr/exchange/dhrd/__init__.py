"""The Domestic Homicide Review Dataset (DHRD): read and checked as a whole, then loaded as a whole."""

from .loading import Loaded, load
from .reading import Case, DatasetError, read

__all__ = ["Case", "DatasetError", "Loaded", "load", "read"]
