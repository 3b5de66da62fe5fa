import re
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Warning, register

from .indexes import connection


@register()
def search_engine(**_):
    """What can be told of the search settings without asking the cluster. No message holds a password."""
    if not settings.SEARCH_URL:
        return []
    found = []
    try:
        cluster = connection()
    except ValueError as problem:
        return [
            Error(
                f"DHR_SEARCH_URL can't be used. {problem}.",
                hint="Give nodes separated by commas: https://name:password@es1.example.org:9200,https://...:9200",
                id="search.E001",
            )
        ]
    if cluster.ca_file and not (cluster.encrypted and Path(cluster.ca_file).is_file()):
        found.append(
            Error(
                "DHR_SEARCH_CA_FILE can't be used: there is no such file, or DHR_SEARCH_URL isn't https.",
                hint="Give the path of the certificate, in PEM, of whoever signed the nodes' certificates.",
                id="search.E002",
            )
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", settings.SEARCH_PREFIX):
        found.append(
            Error(
                "DHR_SEARCH_PREFIX can't begin the name of an index.",
                hint="Use small letters, digits and hyphens.",
                id="search.E003",
            )
        )
    if settings.SEARCH_SHARDS < 1 or settings.SEARCH_REPLICAS < 0 or settings.SEARCH_TIMEOUT <= 0:
        found.append(
            Error("DHR_SEARCH_SHARDS, DHR_SEARCH_REPLICAS or DHR_SEARCH_TIMEOUT is too small.", id="search.E004")
        )
    if not (cluster.encrypted or cluster.local):
        found.append(
            Warning(
                "Case text and the search engine's password travel unencrypted.",
                hint="Use https addresses in DHR_SEARCH_URL.",
                id="search.W005",
            )
        )
    return found
