"""Every environment variable, parsed once. An unset one has an embedded default or is honestly off."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from socialdraft.policy import Policy, load_policy

SHORTEST_SECRET = 32
OpenAIProvider = Literal["openai", "azure", "litellm", "vllm", "sglang", "localai", "ollama"]
"""Whose server answers at `OPENAI_BASE_URL`: each takes and gives less than the next (adapters/openai_client.py)."""


class Settings(BaseSettings):
    """Names are the environment variables of the contract, in lower case."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: str = ""
    redis_url: str = ""
    s3_endpoint_url: str | None = None
    s3_bucket: str = "media"
    aws_access_key_id: str = ""
    aws_secret_access_key: SecretStr = SecretStr("")
    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: str = "https://api.openai.com/v1"
    openai_provider: OpenAIProvider = "openai"
    socialdraft_studio: bool = Field(default=False, description="the bundled studio answers instead of a provider")
    socialdraft_studio_key: SecretStr = SecretStr("")
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    secret_key: SecretStr = SecretStr("")
    ops_token: SecretStr = SecretStr("")
    smtp_url: str = ""
    monthly_cap_usd: str = ""
    policy_file: Path | None = None
    data_dir: Path = Path(".local")
    posthog_api_key: SecretStr = SecretStr("")
    posthog_host: str = "https://eu.i.posthog.com"
    openai_admin_key: SecretStr = SecretStr("")
    alert_email: str = ""
    alert_webhook_url: str = ""
    sentry_dsn: str = ""
    otel_exporter_otlp_endpoint: str = ""
    trusted_proxy_hops: int = 0
    styleguide: bool = Field(default=False, description="development: the page that shows every piece of the screens")
    operator_contact: str = Field(default="", max_length=200, description="who runs this server, for the notice")

    @property
    def origin(self) -> str:
        """The one origin the product is served from."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        return urlsplit(self.origin).scheme == "https"

    @property
    def origins(self) -> list[str]:
        """Exact origins that may call us; on this machine `localhost` and `127.0.0.1` are one place."""
        if self.public_url:
            return [self.origin]
        return [f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost")]

    @property
    def cookie_name(self) -> str:
        return "__Host-sd_session" if self.secure else "sd_session"

    @property
    def provider(self) -> str:
        return "studio" if self.socialdraft_studio else self.openai_provider

    @property
    def api_key(self) -> str:
        return (self.socialdraft_studio_key if self.socialdraft_studio else self.openai_api_key).get_secret_value()

    @property
    def policy(self) -> Policy:
        return _policy(self.policy_file, self.monthly_cap_usd)

    @model_validator(mode="after")
    def _refuse_wrong_rules(self) -> "Settings":
        if self.monthly_cap_usd and not _is_amount(self.monthly_cap_usd):
            raise ValueError("MONTHLY_CAP_USD has to be a number of dollars, such as 1000")
        try:
            _policy(self.policy_file, self.monthly_cap_usd)
        except (OSError, ValueError, TypeError, LookupError, ArithmeticError) as error:
            raise ValueError(f"POLICY_FILE {self.policy_file} can't be used: {error}") from error
        return self

    @model_validator(mode="after")
    def _refuse_missing_library(self) -> "Settings":
        if self.otel_exporter_otlp_endpoint and not _is_installed("opentelemetry.exporter"):
            raise ValueError(
                "OTEL_EXPORTER_OTLP_ENDPOINT is set, and what sends traces is not installed:"
                " pip install -r requirements-otel.txt, or unset it"
            )
        return self

    @model_validator(mode="after")
    def _refuse_missing_secrets(self) -> "Settings":
        if self.secure:
            needed = {"SECRET_KEY": self.secret_key, "OPS_TOKEN": self.ops_token}
            if missing := [name for name, secret in needed.items() if not secret.get_secret_value()]:
                raise ValueError(f"PUBLIC_URL is on https, so these must be set: {', '.join(missing)}")
            if weak := [name for name, secret in needed.items() if _is_weak(secret.get_secret_value())]:
                raise ValueError(
                    f"PUBLIC_URL is on https, and {', '.join(weak)} can be guessed: at least {SHORTEST_SECRET}"
                    " characters by chance, such as from `openssl rand -hex 32`, and a different one for each"
                )
            if self.secret_key == self.ops_token:
                raise ValueError("SECRET_KEY and OPS_TOKEN are the same: whoever operates could then forge")
        return self


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _is_amount(text: str) -> bool:
    try:
        amount = Decimal(text)
    except ArithmeticError:
        return False
    return amount.is_finite() and amount >= 0


def _is_weak(secret: str) -> bool:
    """Too short, or the kind of word that stands in examples."""
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < SHORTEST_SECRET // 4


@cache
def _policy(path: Path | None, cap: str) -> Policy:
    policy = load_policy(path)
    if cap:
        policy = replace(policy, limits=replace(policy.limits, monthly_cap_usd=Decimal(cap)))
    return policy


@cache
def settings() -> Settings:
    return Settings()
