"""Where an Elasticsearch cluster is and how the site speaks to it.

This needs nothing of Elasticsearch's own package, which takes a second to load: only sites that use it do.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Connection:
    """Where a cluster is and how it is spoken to.

    nodes     addresses with scheme, host and port
    user, password, api_key  either may be empty
    ca_file   who vouches for the nodes' certificates; empty: whom this system trusts
    timeout   seconds until a node is given up, and the next is asked
    """

    nodes: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    timeout: float = 10

    @classmethod
    def parse(cls, addresses: str, **others: Any) -> "Connection":
        """From addresses separated by commas, the first of which may hold `user:password@`.

        Raises `ValueError`, whose message holds no password, where one can't be used.
        """
        nodes, user, password = [], "", ""
        for number, address in enumerate(filter(None, map(str.strip, addresses.split(","))), start=1):
            try:
                parts = urlsplit(address)
                host, port = parts.hostname, parts.port
            except ValueError:
                host = port = None
            if not host or not port or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
                raise ValueError(f"Address {number} isn't of the form https://host:9200")
            nodes.append(f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}")
            if parts.username and not user:
                user, password = unquote(parts.username), unquote(parts.password or "")
        if not nodes:
            raise ValueError("There is no address in it")
        if len({urlsplit(node).scheme for node in nodes}) > 1:
            raise ValueError("Its addresses must be all https or all http")
        return cls(tuple(nodes), user, password, **others)

    @property
    def encrypted(self) -> bool:
        return self.nodes[0].startswith("https:")

    @property
    def local(self) -> bool:
        """Whether nothing leaves this host."""
        return all(urlsplit(node).hostname in ("127.0.0.1", "::1", "localhost") for node in self.nodes)
