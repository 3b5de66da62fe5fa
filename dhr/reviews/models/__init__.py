from .document import Document, Paragraph, Section
from .library_tag import LibraryTag
from .participation import Participation
from .person import Person
from .review import Review, ReviewArea, ReviewEvent
from .stored_file import StoredFile
from .terms import KeyLine, Lesson

__all__ = [
    "Document",
    "KeyLine",
    "Lesson",
    "LibraryTag",
    "Paragraph",
    "Participation",
    "Person",
    "Review",
    "ReviewArea",
    "ReviewEvent",
    "Section",
    "StoredFile",
]
