"""What somebody else does meanwhile: right before one begins to write, or in a transaction beside one's own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

two_at_once = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one transaction begin to write at a time"
)
ENOUGH = 0.5  # seconds in which what waits for nothing is done
WRITES = ("SAVEPOINT", "BEGIN", "INSERT", "UPDATE", "DELETE")


@contextmanager
def just_before_writing(act: Callable[[], object]) -> Iterator[None]:
    """`act` is done once, and its work is there, right before the first transaction or write of what is done within."""
    waiting = [act]

    def look(execute, sql, params, many, context):
        if waiting and sql.lstrip().upper().startswith(WRITES):
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield
    assert not waiting, "Nothing was written."


def beside(first: Callable[[], object], second: Callable[[], object]) -> Exception | None:
    """Do `first`, and `second` on another connection before the first is committed; returns what the second raised.

    A second that has to wait for the first goes on once that is committed.
    """
    raised = []

    def run():
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(ENOUGH)
    thread.join()
    return raised[0] if raised else None
