"""Stands between the site and a real Elasticsearch, and can be told to let nothing through."""

import socket
import threading
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit


class Relay:
    """Hands every connection on to `address`, an http address; `url` is its own."""

    def __init__(self, address: str):
        self.target = (urlsplit(address).hostname, urlsplit(address).port)
        self._flows = threading.Event()
        self._flows.set()
        self._open: list[socket.socket] = []
        self._listen(0)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def down(self):
        """Nobody listens, and who was connected is cut off."""
        self.close()
        try:
            yield
        finally:
            self._listen(self.port)

    @contextmanager
    def hanging(self):
        """Connections are taken, and never answered."""
        self._flows.clear()
        try:
            yield
        finally:
            self._flows.set()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _listen(self, port: int):
        self._listener = socket.create_server(("127.0.0.1", port), reuse_port=True)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener):
        with suppress(OSError):
            while True:
                asking, _ = listener.accept()
                answering = socket.create_connection(self.target)
                self._open += [asking, answering]
                for source, sink in ((asking, answering), (answering, asking)):
                    threading.Thread(target=self._hand_on, args=(source, sink), daemon=True).start()

    def _hand_on(self, source: socket.socket, sink: socket.socket):
        with closing(sink), suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
