"""Children that never outlive their parent, and the locks that processes share."""

import ctypes
import fcntl
import signal
import sys
from contextlib import contextmanager

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Problem(Exception):
    """Something the person at the terminal can mend; its text is the French sentence they read."""


def die_with_parent(signum=signal.SIGTERM):
    """Called in a child: the kernel signals it when its parent is gone, be it by kill -9."""
    if _libc:
        _libc.prctl(_PR_SET_PDEATHSIG, int(signum))


def open_lock(path):
    """The file of a lock; the kernel frees the lock when the last process holding it is gone, however it went."""
    return open(path, "ab")


def try_lock(file, *, shared=False):
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(file, *, shared=False):
    fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)


@contextmanager
def locked(path):
    with open_lock(path) as file:
        wait_lock(file)
        yield
