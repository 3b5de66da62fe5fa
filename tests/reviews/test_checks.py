from django.core.checks import run_checks


def test_a_data_folder_that_others_can_open_is_told(settings):
    settings.DATA_DIR.chmod(0o755)
    assert "reviews.W001" in [problem.id for problem in run_checks()]
    settings.DATA_DIR.chmod(0o700)
    assert run_checks() == []
