"""Code that tries something and prints whether it was refused, to run in a sandbox and without."""

import subprocess
import sys

from tests.patience import PATIENCE_S

PREFACE = """
import ctypes, os, resource, shutil, signal, socket, subprocess, sys
def call(number, *args):
    '''A system call by its number on x86_64.'''
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *args) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
def in_a_child(action):
    '''Do this in a process of its own, which changes nothing here.'''
    pid = os.fork()
    if pid == 0:
        try:
            action()
        except OSError as error:
            os._exit(error.errno)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if ended:
        raise OSError(ended, os.strerror(max(ended, 0)))
"""


def attempt(action):
    """Code that does `action` and prints 'done', or 'refused' with the reason."""
    return (f"{PREFACE}\ntry:\n    {action}\nexcept (OSError, MemoryError) as error:\n"
            "    print('refused', error)\nelse:\n    print('done')")


def outside(action):
    """Run an attempt in a plain process, and return what it prints."""
    return subprocess.run([sys.executable, "-c", attempt(action)], capture_output=True, text=True,
                          timeout=PATIENCE_S, check=False).stdout
