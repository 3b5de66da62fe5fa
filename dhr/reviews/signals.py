"""What upper rooms may listen to. Sent inside the transaction, so that work for later is never lost."""

from django.dispatch import Signal

registered = Signal()  # reviews: many new ones, saved at once and so without signals of their own
changes_asked = Signal()  # review: each listener returns the Changes that its own room knows of
