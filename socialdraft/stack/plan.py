"""What `up` starts, and how each part learns where the others are."""

import os
from collections.abc import Mapping

from socialdraft.settings import Settings
from socialdraft.stack import reach
from socialdraft.stack.failure import Exit
from socialdraft.stack.home import Home
from socialdraft.stack.postgres import Postgres
from socialdraft.stack.process import Part
from socialdraft.stack.program import Program, Task
from socialdraft.stack.storage import Storage
from socialdraft.stack.valkey import Valkey

WORKERS = 2  # one image batch must not make the next owner wait
LONGEST_JOB = 40  # seconds a worker may take to finish what it holds
AT_WORK = "at work"  # what worker and sweeper say once they are
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared, not bound


class Plan:
    """Each part is embedded only where its URL is not set."""

    def __init__(self, settings: Settings, *, home: Home) -> None:
        self._settings = settings
        self._home = home
        ports = home.ports("postgres", "valkey", "storage", "studio")
        self._studio = "" if settings.api_key else f"http://127.0.0.1:{ports['studio']}"
        self._postgres = Postgres(home.path, port=ports["postgres"])
        self._valkey = Valkey(home.path, port=ports["valkey"], password=home.secret("valkey"))
        self._storage = Storage(
            home.path,
            port=ports["storage"],
            bucket=settings.s3_bucket,
            access_key=home.secret("s3_access_key"),
            secret_key=home.secret("s3_secret_key"),
        )

    def check_given(self) -> None:
        """StackError when a URL is set but nobody usable is there."""
        given = self._settings
        if given.database_url:
            reach.check_database(given.database_url)
        if given.redis_url:
            reach.check_redis(given.redis_url)
        if given.s3_endpoint_url:
            reach.check_storage(given.s3_endpoint_url)

    def services(self) -> list[Part]:
        given = self._settings
        wanted: list[tuple[object, Part]] = [
            (given.s3_endpoint_url, self._storage),
            (given.redis_url, self._valkey),
            (given.database_url, self._postgres),
            (given.api_key, self._studio_program()),
        ]
        return [part for url, part in wanted if not url]

    def build(self) -> Task:
        return Task("build", home=self._home.path, env=self._own(), blame=Exit.BUILD)

    def migration(self) -> Task:
        return Task("migrate", home=self._home.path, env=self.environment(), blame=Exit.MIGRATION)

    def web(self) -> Part:
        probes = (f"{self._address}/healthz", f"{self._address}/")
        return Program("web", "web", home=self._home.path, env=self.environment(), probes=probes)

    def background(self) -> list[Part]:
        home, env = self._home.path, self.environment()
        workers = [
            Program(f"worker-{number}", "worker", home=home, env=env, says=AT_WORK, grace=LONGEST_JOB)
            for number in range(1, WORKERS + 1)
        ]
        return [*workers, Program("sweeper", "sweep", home=home, env=env, says=AT_WORK)]

    def publish(self) -> str:
        """Write `state.json` and return the address a person opens."""
        self._home.publish({"web": self._address, **self._handles()})
        return self._settings.public_url or self._address

    def environment(self) -> dict[str, str]:
        """What the programs get; the embedded database has a password only once it was started."""
        return environment(self._handles(), base=self._own(), home=self._home)

    @property
    def _address(self) -> str:
        host = EVERYWHERE.get(self._settings.host, self._settings.host)
        return f"http://{host}:{self._settings.port}"

    def _studio_program(self) -> Program:
        port = self._studio.rpartition(":")[2]
        env = environment({"studio": self._studio}, base=self._own(), home=self._home)
        probes = (f"{self._studio}/healthz",)
        return Program("studio", "studio", "--port", port, home=self._home.path, env=env, probes=probes)

    def _own(self) -> dict[str, str]:
        """Our environment with paths that hold from any working directory, and no proxy to ourselves."""
        given = self._settings
        own = {**os.environ, "DATA_DIR": str(self._home.path), "HOST": given.host, "PORT": str(given.port)}
        if given.policy_file:
            own["POLICY_FILE"] = str(given.policy_file.resolve())
        for name in ("NO_PROXY", "no_proxy"):
            own[name] = ",".join(filter(None, [os.environ.get(name), "127.0.0.1", "localhost"]))
        return own

    def _handles(self) -> dict[str, str]:
        given, bucket = self._settings, self._storage.bucket
        handles = {
            "database": given.database_url or self._postgres.url,
            "redis": given.redis_url or self._valkey.url,
            "s3": given.s3_endpoint_url or bucket.endpoint,
            "studio": self._studio,
        }
        if not given.s3_endpoint_url:
            handles |= {
                "s3_bucket": bucket.name,
                "s3_access_key": bucket.access_key,
                "s3_secret_key": bucket.secret_key,
            }
        return handles


NAMES = {
    "database": "DATABASE_URL",
    "redis": "REDIS_URL",
    "s3": "S3_ENDPOINT_URL",
    "s3_bucket": "S3_BUCKET",
    "s3_access_key": "AWS_ACCESS_KEY_ID",
    "s3_secret_key": "AWS_SECRET_ACCESS_KEY",
}


def environment(handles: Mapping[str, str], *, base: Mapping[str, str], home: Home) -> dict[str, str]:
    """`base` with the handles of a running stack as the settings of the contract."""
    env = {**base, **{NAMES[name]: value for name, value in handles.items() if name in NAMES}}
    if studio := handles.get("studio"):
        env["OPENAI_BASE_URL"] = f"{studio}/v1"
        env["SOCIALDRAFT_STUDIO"] = "1"
        env["SOCIALDRAFT_STUDIO_KEY"] = home.secret("studio_key")
    for name in ("SECRET_KEY", "OPS_TOKEN"):
        if not env.get(name):
            env[name] = home.secret(name.lower())
    return env


def attached(settings: Settings) -> dict[str, str]:
    """Our environment, completed by the stack that runs on DATA_DIR: for one part started by hand."""
    home = Home(settings.data_dir)
    given = {name: value for name, value in os.environ.items() if value}
    return {**environment(home.state(), base={}, home=home), **given} if home.state() else given
