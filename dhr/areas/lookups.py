"""Numbers that people typed into an address or a form: one that no column can hold is in no row.

Django answers so for one number; with several (`pk__in`, which every field for more than one choice asks) the number
goes to the database, and SQLite's driver raises OverflowError.
"""

from django.db.models import ForeignKey, IntegerField
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

LARGEST = 2**63 - 1


class Storable:
    """A lookup among several values that leaves out numbers of more than 64 bits."""

    def get_prep_lookup(self):
        prepared = super().get_prep_lookup()
        if not isinstance(prepared, list):  # a query or expressions
            return prepared
        return [each for each in prepared if not isinstance(each, int) or -LARGEST <= each <= LARGEST]


@IntegerField.register_lookup
class NumberIn(Storable, In):
    pass


@ForeignKey.register_lookup
class RowIn(Storable, RelatedIn):
    pass
