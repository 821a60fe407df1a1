"""A kernel reaches no server and opens none."""

import socket

import pytest

from tests.grading.attempts import attempt, outside
from tests.patience import PATIENCE_S


@pytest.fixture
def listener():
    """A server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE_S)
        yield server


def test_no_server_on_this_machine_is_reached(shared, listener):
    connect = f"socket.create_connection({listener.getsockname()!r}, 10)"
    assert outside(connect) == "done\n"
    listener.accept()[0].close()
    assert shared.run(attempt(connect)).startswith("refused")


def test_no_server_behind_a_socket_file_is_reached(shared, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a socket's path may be short only
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        server.listen()
        server.settimeout(PATIENCE_S)
        connect = f"socket.socket(socket.AF_UNIX).connect({str(tmp_path / 's')[-100:]!r})"
        assert shared.run(attempt(connect)).startswith("refused")


def test_its_network_has_no_interface_but_loopback_and_no_way_out(shared):
    said = shared.run("print([line.split(':')[0].strip() for line in open('/proc/net/dev')][2:], "
                      "open('/proc/net/route').read().split()[11:])")
    assert said == "['lo'] []\n"


FAMILIES = {"AF_INET": "socket.SOCK_STREAM", "AF_INET6": "socket.SOCK_DGRAM",
            "AF_NETLINK": "socket.SOCK_RAW", "AF_VSOCK": "socket.SOCK_STREAM",
            "AF_ALG": "socket.SOCK_SEQPACKET", "AF_PACKET": "socket.SOCK_RAW",
            "AF_UNIX": "socket.SOCK_STREAM"}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_socket_is_made_that_could_lead_elsewhere(family, shared):
    make = f"socket.socket(socket.{family}, {FAMILIES[family]}).close()"
    assert shared.run(attempt(make)).startswith("refused")
