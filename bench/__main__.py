"""`make bench`: search, database queries a page, PDF pages a second; each compares side by side in this run."""

import sys

from bench import papers, queries, search

if __name__ == "__main__":
    sys.exit(max(part.main() for part in (search, queries, papers)))
