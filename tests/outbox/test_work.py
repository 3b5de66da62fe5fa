import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from filelock import FileLock

pytestmark = pytest.mark.django_db
DONE = []


def a_job():
    DONE.append("job")
    return 1


def a_broken_job():
    raise RuntimeError("the name of a real person")


def test_one_worker_at_a_time(settings):
    with FileLock(settings.DATA_DIR / "worker.lock"), pytest.raises(CommandError, match="Another worker"):
        call_command("work", "--once")


def test_the_worker_does_what_the_settings_name(settings, capsys):
    DONE.clear()
    settings.WORK = [f"{__name__}.a_job"]
    call_command("work", "--once")
    assert DONE == ["job"]
    assert "1 done" in capsys.readouterr().out


def test_a_failing_job_is_told_by_its_type_alone(settings, capsys):
    settings.WORK = [f"{__name__}.a_broken_job"]
    with pytest.raises(RuntimeError):
        call_command("work", "--once")
    shown = capsys.readouterr()
    assert "RuntimeError" in shown.err
    assert "real person" not in shown.err


def test_every_job_named_in_the_settings_exists():
    from django.utils.module_loading import import_string

    assert all(callable(import_string(name)) for name in django_settings.WORK)
