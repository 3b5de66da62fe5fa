"""The commands of a site, one after the other in a process of their own: to start one for each takes seconds."""

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing import get_context

import django
from django.core.management import call_command
from django.db import connections


def process_for(environment: dict) -> ProcessPoolExecutor:
    process = ProcessPoolExecutor(1, get_context("spawn"), _set_up, (environment,))
    process.submit(int)  # so that it starts now
    return process


def run(*arguments: str) -> str:
    """What `manage.py` with these arguments prints."""
    with redirect_stdout(StringIO()) as printed:
        call_command(*arguments)
    connections.close_all()
    return printed.getvalue()


def _set_up(environment: dict) -> None:
    os.environ.clear()
    os.environ.update(environment)
    django.setup()
