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


def a_last_job():
    if DONE.count("job") == 3:
        raise KeyboardInterrupt
    return 1


def a_resting_job():
    DONE.append("resting")
    return 1


def test_a_job_with_a_pause_rests_while_the_others_go_on(settings):
    DONE.clear()
    settings.WORK = [f"{__name__}.{name}" for name in ("a_resting_job", "a_job", "a_last_job")]
    settings.WORK_PAUSES = {f"{__name__}.a_resting_job": 300}
    call_command("work", pause=0.0)
    assert DONE == ["resting", "job", "job", "job"]
    DONE.clear()
    call_command("work", "--once")
    assert DONE == ["resting", "job"]


def test_every_job_named_in_the_settings_exists():
    from django.utils.module_loading import import_string

    assert all(callable(import_string(name)) for name in django_settings.WORK)
    assert set(django_settings.WORK_PAUSES) <= set(django_settings.WORK)
