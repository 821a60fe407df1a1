"""Harm: connections to the network and to sockets of this machine."""

from tests.adversarial.harm.making import harm
from tests.adversarial.sample import Sample


def _attempt(name: str, sentence: str, action: str, *reaches: str) -> Sample:
    """Run `action`; print the error if it is refused."""
    lines = "\n".join(f"    {line}" for line in action.splitlines())
    return harm(name, f"{sentence}; refused, full points.", (
        f"import socket\ntry:\n{lines}\nexcept OSError as error:\n    print(error.strerror)"),
        reaches=reaches)


QUERY = """\
name = b"\\x0ahomework-is\\x05other\\x04test\\x00"
query = b"\\x12\\x34\\x01\\x00\\x00\\x01" + bytes(6) + name + b"\\x00\\x01\\x00\\x01"
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(query, ("127.0.0.1", CANARY.udp))
socket.gethostbyname("homework-is.other.test")"""
LISTEN = """\
with socket.socket() as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", CANARY.closed_port))
    server.listen()
    server.settimeout(3)
    server.accept()[0].close()"""
BY_CHILD = """\
import subprocess
import sys
code = "import socket; socket.create_connection(('127.0.0.1', CANARY.tcp), 3)"
print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr[-100:])"""
BY_ZMQ = """\
import zmq
sender = zmq.Context.instance().socket(zmq.PUSH)
sender.connect("tcp://127.0.0.1:CANARY.tcp")
sender.send(b"hello", zmq.DONTWAIT)"""
OUT = """\
import urllib.request
urllib.request.urlopen("http://127.0.0.1:CANARY.tcp/homework", timeout=1)"""
PASSED = """\
import os
import sys
pair = socket.socketpair(socket.AF_INET if sys.platform == "win32" else socket.AF_UNIX)
for fd in range(3, 256):
    try:
        one = socket.socket(fileno=os.dup(fd))
    except OSError:
        continue
    try:
        if one.family == socket.AF_UNIX and one.type == socket.SOCK_DGRAM:
            one.sendto(b"hello", "CANARY.unix_datagram")
    except OSError:
        pass
    one.detach()
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"hello", "CANARY.unix_datagram")"""

NETWORK = (
    _attempt("net-tcp", "A server of this machine is connected to",
             'socket.create_connection(("127.0.0.1", CANARY.tcp), 3)', "tcp: heard"),
    _attempt("net-tcp-all", "A server of this machine is looked for at 0.0.0.0",
             'socket.create_connection(("0.0.0.0", CANARY.tcp), 3)', "tcp: heard"),
    _attempt("net-tcp-child", "A child process connects to a server of this machine", BY_CHILD,
             "tcp: heard"),
    _attempt("net-tcp-by-zmq", "The kernel's own library connects to a server",
             BY_ZMQ + "\nimport time\ntime.sleep(0.5)", "tcp: heard"),
    _attempt("net-http", "A page is asked for", OUT, "tcp: heard"),
    _attempt("net-udp", "A datagram is sent to this machine",
             'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(\n'
             '    b"hello", ("127.0.0.1", CANARY.udp))', "udp: heard"),
    _attempt("net-dns", "A name with a message in it is asked for", QUERY, "udp: heard"),
    _attempt("net-listen", "A port is opened", LISTEN, "closed_port: opened"),
    _attempt("net-unix", "A unix socket outside is connected to",
             'socket.socket(socket.AF_UNIX).connect("CANARY.unix")', "unix: heard"),
    _attempt("net-unix-datagram", "A datagram is sent to a unix socket outside", PASSED,
             "unix_datagram: heard"),
    _attempt("net-unix-abstract", "A unix socket without a file is connected to",
             'socket.socket(socket.AF_UNIX).connect("\\0CANARY.abstract")', "abstract: heard"),
)
