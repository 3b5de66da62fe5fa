"""Why a file could not be read, in words for the person who brought it."""

from enum import StrEnum


class PaperProblem(StrEnum):
    CORRUPT = "corrupt"
    ENCRYPTED = "encrypted"
    NO_TEXT_LAYER = "no-text-layer"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported-type"
    TOO_LARGE = "too-large"
    ZIP_BOMB = "zip-bomb"


class PaperError(Exception):
    """The file can't be read. ``str()`` is a plain sentence without any text of the paper; ``code`` says which kind."""

    def __init__(self, code: PaperProblem, message: str):
        super().__init__(message)
        self.code = code
