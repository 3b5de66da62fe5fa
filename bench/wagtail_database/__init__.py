"""Wagtail's own search in the database, over the text of the same passages: see `__main__`."""
