"""`make bench`: each part compares side by side in one run of its own."""

import subprocess
import sys

PARTS = ("tagger", "search", "queries", "dataset", "papers", "writing", "board")

if __name__ == "__main__":
    # a process each: every part that needs a database makes a site of its own
    sys.exit(max(subprocess.run([sys.executable, "-m", f"bench.{part}"], check=False).returncode for part in PARTS))
