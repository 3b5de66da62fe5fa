"""The migrations are run once for each state that they are in; test databases begin as copies of what they made.

To run them takes over half a minute of each worker. What follows them (themes, templates, permissions) is made anew in
every copy, by the `migrate` of the test run itself, which has nothing else left to do.
"""

import hashlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from filelock import FileLock


def migrated(folder: Path) -> str:
    """The name of what the migrations made: a file in `folder` for SQLite, a database beside the test's for PostgreSQL.

    Makes it where it is not there yet; another worker waits for that.
    """
    name = f"dhr_migrated_{_state()}"
    with FileLock(folder / f"lock-{connection.vendor}"):
        (_file if connection.vendor == "sqlite" else _database)(folder, name)
    return name


@contextmanager
def beginning_as(folder: Path, name: str) -> Iterator[None]:
    """The default test database, made meanwhile, begins as a copy of what `migrated` named."""
    if connection.vendor == "sqlite":
        # The database in memory lives as long as there is a connection to it.
        with closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as begun:
            with closing(sqlite3.connect(folder / name)) as made:
                made.backup(begun)
            yield
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = name
        yield


def _state() -> str:
    """Changes with every change to a migration, ours or another's, and with Django's version."""
    migrations = MigrationLoader(None).disk_migrations.values()
    state = hashlib.sha256(django.__version__.encode())
    for file in sorted({sys.modules[each.__module__].__file__ for each in migrations}):
        state.update(Path(file).read_bytes())
    return state.hexdigest()[:16]


def _file(folder: Path, name: str) -> None:
    if (folder / name).exists():
        return
    for old in folder.glob("dhr_migrated_*"):
        old.unlink()
    unfinished = folder / f"{name}_unfinished"
    _migrate(str(unfinished))
    unfinished.rename(folder / name)


def _database(folder: Path, name: str) -> None:
    unfinished = f"{name}_unfinished"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'dhr\\_migrated\\_%'")
        there = {row[0] for row in cursor}
        if name in there:
            return
        for old in there:
            cursor.execute(f'DROP DATABASE "{old}"')
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
    _migrate(unfinished)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _migrate(database: str) -> None:
    """Runs the migrations there, and nothing of what comes after them."""
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        with mock.patch("django.core.management.commands.migrate.emit_post_migrate_signal"):
            call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
