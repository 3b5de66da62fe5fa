"""The worker, killed wherever the dice say: at one of its calls of the database, or around the sending of a letter."""

import random
from io import StringIO

from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

JOBS = ["dhr.actions.reminders.work", "dhr.actions.escalation.work", "dhr.outbox.mail.work"]


class Killed(BaseException):
    """As by SIGKILL: nothing that the worker does catches it."""


class Killer:
    """Kills at the call number `at`, before it is done or after it."""

    def __init__(self, at: int, *, after: bool):
        self.at, self.after, self.calls = at, after, 0

    def __call__(self, execute, sql, params, many, context):
        return self.around(lambda: execute(sql, params, many, context))

    def around(self, call):
        self.calls += 1
        if self.calls == self.at and not self.after:
            raise Killed
        answer = call()
        if self.calls == self.at:
            raise Killed
        return answer


class Post(EmailBackend):
    """Keeps what is sent in `django.core.mail.outbox`; `killer` strikes around it."""

    killer: Killer | None = None

    def send_messages(self, messages):
        if self.killer is None:
            return super().send_messages(messages)
        return self.killer.around(lambda: super(Post, self).send_messages(messages))


def work() -> None:
    """One run of the worker, whole."""
    with override_settings(WORK=JOBS, EMAIL_BACKEND=f"{__name__}.Post"):
        call_command("work", once=True, stdout=StringIO())


def work_killed(dice: random.Random) -> bool:
    """One run of the worker, cut off somewhere if it comes so far; whether it was."""
    after = dice.random() < 0.5
    try:
        if dice.random() < 0.3:
            Post.killer = Killer(dice.randrange(1, 12), after=after)
            work()
        else:
            with connection.execute_wrapper(Killer(dice.randrange(1, dice.choice([20, 400])), after=after)):
                work()
    except Killed:
        return True
    finally:
        Post.killer = None
    return False
