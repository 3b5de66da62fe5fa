"""Loading the Domestic Homicide Review Dataset: the first time, and again unchanged; where its files are at hand."""

import os
import sys
import tempfile
import time
from pathlib import Path

SHARED_DATA = Path(os.environ.get("DHR_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = SHARED_DATA / "dhrd"


def main() -> int:
    if not FOLDER.is_dir():
        print(f"\nThe dataset is not at {FOLDER}: not measured")
        return 0
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DHR_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "dhr.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        seconds = []
        for _ in range(2):
            began = time.perf_counter()
            call_command("import_dhrd", str(FOLDER))
            seconds.append(time.perf_counter() - began)
    print(f"\nLoading the dataset: {seconds[0]:.1f} s, again {seconds[1]:.1f} s, ratio {seconds[1] / seconds[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
