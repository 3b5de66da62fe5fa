"""Writing papers in the editor's admin: who may, the editor, saving, versions and their differences.

Only what `PaperViewSet` offers is there, and only for whoever may write the paper at hand (ADR 11).
"""
