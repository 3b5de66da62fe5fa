from .ingestion import Ingestion
from .register_import import RegisterImport
from .word_draft import WordDraft

__all__ = ["Ingestion", "RegisterImport", "WordDraft"]
