"""Which Unix account runs PostgreSQL: it refuses root, so root lends it a lesser one."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from socialdraft.stack.failure import Exit, StackError

CLEAN_ENV = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # an owner's locale must not shape servers
# An operator's own account first, then what a Debian PostgreSQL left, then what is always there.
LESSER = ("socialdraft", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """None unless we are root; then the owner of `data`, or the first lesser account there is."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in LESSER:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise StackError(
        "PostgreSQL does not run as root and no other account exists: create one with `useradd --system socialdraft`.",
        code=Exit.PLATFORM,
    )


def reaches(account: Account | None, path: Path) -> bool:
    """True when the account can enter or execute `path`; asked of the kernel, not of mode bits."""
    test = ["/bin/sh", "-c", 'test -r "$0" && test -x "$0"', str(path)]
    return run_as(account, argv=test).returncode == 0


def run_as(account: Account | None, *, argv: list[str]) -> subprocess.CompletedProcess[str]:
    """Run to the end in a clean environment, with the account's rights alone; None keeps ours."""
    return subprocess.run(
        argv,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        env=CLEAN_ENV,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
