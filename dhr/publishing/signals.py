"""What upper rooms may listen to. Sent inside the transaction, so that work for later is never lost."""

from django.dispatch import Signal

published = Signal()  # edition: its rows are written
taken_down = Signal()  # edition: withdrawn or replaced, no longer standing
