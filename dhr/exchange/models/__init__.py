from .ingestion import Ingestion
from .plan_import import ActionPlanImport, PlanRow
from .register_import import RegisterImport
from .word_draft import WordDraft

__all__ = ["ActionPlanImport", "Ingestion", "PlanRow", "RegisterImport", "WordDraft"]
