"""Runs in place of a child for its first moment: drop rights, tie its life to ours, become it.

Started by file name with `-I -S`, so nothing but the standard library is importable here.
A fork hook in the supervisor would do the same, but is unsafe beside its threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def become(parent: str, stop_signal: str, account: str, *command: str) -> None:
    """Exec `command`; on Linux the kernel sends it `stop_signal` when `parent` dies."""
    if account != "-":
        uid, gid = map(int, account.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != int(parent):
            sys.exit(0)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    become(*sys.argv[1:])
