from .clock import Extension, Pause
from .document import Document, Paragraph, Section
from .equality import ReviewCharacteristic
from .invitation import Invitation
from .library_tag import LibraryTag
from .participation import Participation
from .person import Person
from .review import Review, ReviewArea, ReviewEvent
from .stored_file import StoredFile
from .template import DocumentTemplate, GenericKeyLine, TemplateSection
from .terms import KeyLine, Lesson
from .writing import NamedVersion, PaperNote

__all__ = [
    "Document",
    "DocumentTemplate",
    "Extension",
    "GenericKeyLine",
    "Invitation",
    "KeyLine",
    "Lesson",
    "LibraryTag",
    "NamedVersion",
    "PaperNote",
    "Paragraph",
    "Participation",
    "Pause",
    "Person",
    "Review",
    "ReviewArea",
    "ReviewCharacteristic",
    "ReviewEvent",
    "Section",
    "StoredFile",
    "TemplateSection",
]
