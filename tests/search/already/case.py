"""Recommendations of several areas, some published, worked out as the worker would."""

import datetime

from dhr.actions.models import Recommendation
from dhr.publishing.editions import publish
from dhr.search.already import keeping
from tests.factories import AreaFactory, DocumentFactory, ReviewFactory

NOISE = "Housing officers should treat repeated complaints of noise as a possible sign of domestic abuse."
NOISE_AGAIN = "Housing officers must treat repeated noise complaints as possible signs of domestic abuse."
DRUGS = "Commissioners should fund a drug service that is open at weekends."


def recommended(text, *, area=None, review=None, published=False, dated=None, **facts):
    """A recommendation in the report of a review of `area`."""
    review = review or ReviewFactory(areas=[area or AreaFactory()])
    paper = DocumentFactory(review=review, dated=dated and datetime.date(dated, 5, 1))
    row = Recommendation.objects.create(
        review=review, document=paper, text=text, recipient="housing", provenance="extracted", number="1", **facts
    )
    if published:
        publish(paper, by=None)
    return row


def work():
    """What the worker does, until nothing is left."""
    while keeping.work():
        pass
