import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.module_loading import import_string
from filelock import FileLock, Timeout


class Command(BaseCommand):
    help = "Do the work that waits: read papers in, mark themes, keep the indexes, send e-mail."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what waits now, then stop (for cron).")
        parser.add_argument("--pause", type=float, default=1.0, help="Seconds between looks when nothing waits.")

    def handle(self, *, once, pause, **options):
        jobs = [(import_string(name), settings.WORK_PAUSES.get(name, 0)) for name in settings.WORK]
        try:
            # The system lets go of the lock when the process dies, however it dies.
            with FileLock(settings.DATA_DIR / "worker.lock", timeout=0):
                self._drain(jobs, once=once, pause=pause)
        except Timeout:
            raise CommandError("Another worker is running; one is enough.") from None
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _drain(self, jobs: list[tuple[Callable[[], int], int]], *, once: bool, pause: float) -> None:
        rests: dict[Callable, float] = {}  # until when a job has its pause
        while True:
            done = failed = 0
            for job, seconds in jobs:
                if rests.get(job, 0) > time.monotonic():
                    continue
                try:
                    done += job()
                    rests[job] = time.monotonic() + seconds
                except Exception as error:  # one broken job must not stop the others; it is tried again
                    # The type alone: a message could carry case text.
                    self.stderr.write(f"{job.__module__}: {type(error).__name__}; it will be tried again.")
                    failed += 1
                    if once:
                        raise
            if once:
                self.stdout.write(f"{done} done.")
                return
            close_old_connections()
            if not done or failed:
                time.sleep(pause)
