"""Loopback ports: is one free, which one is, and who has it."""

import socket
from collections.abc import Collection

import psutil

from socialdraft.stack.failure import Exit, StackError


def free_port(*, avoid: Collection[int] = ()) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    return port if port not in avoid else free_port(avoid=avoid)


def is_free(port: int, *, host: str = "127.0.0.1") -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def require_free(port: int, *, host: str) -> None:
    """StackError with the name of the program that has the port."""
    if not is_free(port, host=host):
        raise StackError(
            f"Port {port} is in use{holder(port)}. Stop that, or set PORT to another one.", code=Exit.PORT_BUSY
        )


def holder(port: int) -> str:
    """Who listens on `port`, as far as we may see: " by nginx (pid 71)" or nothing."""
    try:
        listeners = psutil.net_connections(kind="tcp")
    except psutil.Error:
        return ""
    for found in listeners:
        if found.status == psutil.CONN_LISTEN and found.laddr and found.laddr.port == port and found.pid:
            return f" by {psutil.Process(found.pid).name()} (pid {found.pid})"
    return ""
