"""Reflex's settings: one origin, exact callers, nothing sent home."""

import os
from pathlib import Path
from typing import Any

from socialdraft.settings import settings
from socialdraft.stack import bundle, node

# Reflex looks for Node.js when it is imported, so this comes before the import.
if os.environ.get("__REFLEX_SKIP_COMPILE") != "true":
    node.put_node_first(Path(os.environ.get("SOCIALDRAFT_NODE_DIR", settings().data_dir / "node")).resolve())

import reflex as rx


class Finish(rx.plugins.Plugin):
    """Turns the exported files into what we serve: any host, two languages, text before script."""

    def post_build(self, **context: Any) -> None:
        bundle.finish(context["static_dir"])


config = rx.Config(
    app_name="socialdraft",
    api_url=settings().origin,
    deploy_url=settings().origin,
    cors_allowed_origins=settings().origins,
    trusted_proxy_hops=settings().trusted_proxy_hops,
    redis_url=settings().redis_url or None,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_lazy_bundled_libraries=True,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[Finish()],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
