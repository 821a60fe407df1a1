"""Sockets on this machine that no submission may connect to, and a port that none may open."""

import contextlib
import secrets
import socket
import threading
import time
from collections.abc import Mapping
from pathlib import Path

CONNECT_EVERY_S = 0.05


class Listeners:
    """TCP, UDP and Unix sockets; what arrives stays queued in the system until `touched`."""

    secrets: Mapping[str, str] = {}

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path, abstract = str(folder / "listener"), f"canary-{secrets.token_hex(6)}"
        addresses = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "unix": (socket.AF_UNIX, socket.SOCK_STREAM, path),
            "unix_datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, f"{path}.datagram"),
            "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}")}
        self._sockets: dict[str, socket.socket] = {}
        for name, (family, kind, address) in addresses.items():
            # Some systems have no unix datagrams or no abstract names.
            with contextlib.suppress(OSError):
                self._sockets[name] = _listening(family, kind, address)
        self.placeholders: Mapping[str, str] = {
            "tcp": str(self._sockets["tcp"].getsockname()[1]),
            "udp": str(self._sockets["udp"].getsockname()[1]),
            "unix": path, "unix_datagram": f"{path}.datagram", "abstract": abstract}

    def touched(self) -> list[str]:
        """Report which of them have received something."""
        return [f"{name}: heard" for name, one in self._sockets.items() if _heard(one)]

    def close(self) -> None:
        """Close the sockets."""
        for one in self._sockets.values():
            one.close()


def _listening(family: int, kind: int, address: object) -> socket.socket:
    one = socket.socket(family, kind)
    try:
        one.bind(address)  # type: ignore[arg-type]
        if kind == socket.SOCK_STREAM:
            one.listen()
        one.setblocking(False)
    except OSError:
        one.close()
        raise
    return one


def _heard(one: socket.socket) -> bool:
    n_heard = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            if one.type == socket.SOCK_DGRAM:
                one.recv(1000)
            else:
                one.accept()[0].close()
            n_heard += 1
    return n_heard > 0


def _free_port() -> int:
    """A free port outside the range from which the system assigns ports to others."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class ClosedPort:
    """A free port to which a thread keeps connecting, so that whoever listens there is noticed."""

    secrets: Mapping[str, str] = {}

    def __init__(self) -> None:
        self._port = _free_port()
        self.placeholders: Mapping[str, str] = {"closed_port": str(self._port)}
        self._opened, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._connect, daemon=True)
        self._thread.start()

    def _connect(self) -> None:
        while not self._stop.is_set():
            with socket.socket() as one:
                one.settimeout(1)
                # A system may connect a socket with itself when nobody listens.
                if one.connect_ex(("127.0.0.1", self._port)) == 0 and (
                        one.getsockname() != one.getpeername()):
                    self._opened.set()
            time.sleep(CONNECT_EVERY_S)

    def touched(self) -> list[str]:
        """Report whether somebody has listened there."""
        opened = self._opened.is_set()
        self._opened.clear()
        return ["closed_port: opened"] if opened else []

    def close(self) -> None:
        """Stop connecting."""
        self._stop.set()
        self._thread.join()
