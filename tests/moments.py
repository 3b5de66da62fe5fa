"""Moments of days gone by, for tests that live through them."""

import datetime
from contextlib import AbstractContextManager

import time_machine
from django.utils import timezone


def moment(days_ago: int) -> datetime.datetime:
    """This hour by the wall clock, so many days ago.

    Not so many times 24 hours: late in the evening those end on another day, once summer time lies between.
    """
    return (timezone.localtime() - datetime.timedelta(days=days_ago)).astimezone(datetime.UTC)


def lived(days_ago: int) -> AbstractContextManager:
    """A day gone by, for as long as the `with` lasts."""
    return time_machine.travel(moment(days_ago), tick=False)
