"""The hub of deploy/jupyterhub on this machine, with users that nobody else sees.

It runs in a mount namespace of its own: there /etc/passwd knows the users, /home and /srv hold
what is theirs, and nothing of it is left afterwards.
"""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.course.formgrader import listens
from tests.patience import PATIENCE_S, until
from tests.this_course import COURSE

DEPLOY = COURSE / "deploy" / "jupyterhub"
PROGRAMS = Path(sys.executable).parent
PROXY = "configurable-http-proxy"
PROXY_VERSION = "5.3.0"
FIRST_ID = 51_000
ACCOUNTS = ("passwd", "group", "shadow")


def find_proxy():
    """The folder of the hub's proxy, fetched by npm if it is not installed; None without npm."""
    if installed := shutil.which(PROXY):
        return Path(installed).parent
    if shutil.which("npm") is None:
        return None
    folder = COURSE / "build" / "proxy"
    programs = folder / "node_modules" / ".bin"
    if not (programs / PROXY).exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit",
                        f"{PROXY}@{PROXY_VERSION}"], cwd=folder, check=True)
    return programs


class Hub:
    """A hub with these users, each with the password NAME-pw, in an empty folder."""

    def __init__(self, folder, users, proxy):
        self.folder, self.home = folder, folder / "home"
        self._users, self._proxy, self._process = users, proxy, None
        exchange = folder / "srv" / "nbgrader" / "exchange"
        for place in (folder / "etc", folder / "run", self.home, exchange):
            place.mkdir(parents=True)
        exchange.chmod(0o777)  # as nbgrader wants it
        self._add_users()

    def _add_users(self):
        for name in ACCOUNTS:
            shutil.copy2(Path("/etc", name), self.folder / "etc")
        for number, user in enumerate(self._users, start=FIRST_ID):
            hashed = subprocess.run(["openssl", "passwd", "-6", f"{user}-pw"], check=True,
                                    capture_output=True, text=True).stdout.strip()
            for name, line in (("passwd", f"{user}:x:{number}:{number}::/home/{user}:/bin/bash"),
                               ("group", f"{user}:x:{number}:"),
                               ("shadow", f"{user}:{hashed}:20000:0:99999:7:::")):
                with (self.folder / "etc" / name).open("a") as file:
                    file.write(f"{line}\n")
            (self.home / user).mkdir(mode=0o700)
            os.chown(self.home / user, number, number)

    def give(self, user, name, source):
        """Copy a file or a folder into a user's home."""
        target = self.home / user / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
        number = FIRST_ID + self._users.index(user)
        top = self.home / user / Path(name).parts[0]
        for path in [top, *top.rglob("*")]:
            os.chown(path, number, number)

    def __enter__(self):
        ports = [_free_port() for _ in range(3)]
        self.address = f"http://127.0.0.1:{ports[0]}"
        mounts = [f"mount --bind {self.folder}/etc/{name} /etc/{name}" for name in ACCOUNTS]
        mounts += [*self._opened(), f"mount --bind {self.home} /home",
                   f"mount --bind {self.folder}/srv /srv"]
        command = (f"exec jupyterhub -f {DEPLOY}/jupyterhub_config.py --ip 127.0.0.1 "
                   f"--port {ports[0]} --JupyterHub.hub_port={ports[1]} "
                   f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{ports[2]}")
        script = "\n".join(["set -e", *mounts, f"cd {self.folder}/run", command])
        path = os.pathsep.join(map(str, [PROGRAMS, self._proxy, os.environ["PATH"]]))
        self._log = (self.folder / "hub.log").open("w")
        self._process = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "bash", "-c", script],
            env={**os.environ, "PATH": path}, stdout=self._log, stderr=self._log)
        until(lambda: listens(ports[0]) or self._process.poll() is not None, "the hub", every_s=0.2)
        assert self._process.poll() is None, (self.folder / "hub.log").read_text()[-3000:]
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        self._log.close()

    def run(self, user, command):
        """What a command prints that a user gives in a terminal of their server."""
        program = self.start(user, command)
        said, _ = program.communicate()
        assert program.returncode == 0, said[-4000:]
        return said

    def start(self, user, command):
        """The process of a command that a user gives in a terminal of their server."""
        role = "instructor" if user == "instructor" else "student"
        return subprocess.Popen(
            ["nsenter", "--mount", f"--target={self._process.pid}", "runuser", "-u", user, "--",
             "env", f"HOME=/home/{user}", f"PATH={PROGRAMS}:/usr/bin:/bin",
             f"JUPYTER_CONFIG_PATH={DEPLOY}/{role}:{DEPLOY}/everybody",
             "bash", "-c", f"cd ~ && {command}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def _opened(self):
        """Mounts by which users reach Python and this repository through folders closed to them."""
        closed = {}
        for place in (sys.prefix, sys.base_prefix, str(COURSE)):
            path = Path(place).resolve()
            for parent, child in zip([*reversed(path.parents)],
                                     [*reversed(path.parents), path][1:], strict=False):
                if not parent.stat().st_mode & 0o001:
                    closed.setdefault(parent, set()).add(child)
                    break
        mounts = []
        for number, (parent, children) in enumerate(closed.items()):
            stand_in = self.folder / f"opened{number}"
            for child in children:
                (stand_in / child.name).mkdir(parents=True)
                mounts.append(f"mount --bind {child} {stand_in / child.name}")
            mounts.append(f"mount --rbind {stand_in} {parent}")
        return mounts


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
