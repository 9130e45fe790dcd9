"""Logs: one JSON object per line in production, readable lines otherwise, each with the id of its request."""

import json
import logging
import logging.config
import re
import time
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

# Extra fields a call may pass with `extra=`; anything else of a record stays out, for it may hold what is restricted.
FIELDS = ("method", "path", "status", "milliseconds", "user", "task", "notice", "subject")


# Addresses that open by themselves: what follows is their secret.
SECRET_ADDRESS = re.compile(r"(/(?:hooks/\d+|calendars)/)[^/\s]+")


def discreet(text: str) -> str:
    """Without the secret of an address."""
    return SECRET_ADDRESS.sub(r"\1…", text)


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        # Django names the path of a request that failed.
        if isinstance(record.args, tuple):
            record.args = tuple(discreet(each) if isinstance(each, str) else each for each in record.args)
        return True


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if identity := getattr(record, "request_id", ""):
            line["request_id"] = identity
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainFormatter(logging.Formatter):
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        identity = getattr(record, "request_id", "")
        record.mark = f" [{identity[:8]}]" if identity else ""
        return super().format(record)


def configure(*, level: str, as_json: bool) -> None:
    plain = {"()": PlainFormatter, "format": "{asctime} {levelname:<7} {name}{mark}: {message}", "style": "{"}
    own_handler = {"handlers": [], "propagate": True}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"request_id": {"()": RequestIdFilter}},
            "formatters": {"json": {"()": JsonFormatter}, "plain": plain},
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "filters": ["request_id"],
                    "formatter": "json" if as_json else "plain",
                }
            },
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "django": own_handler,
                "uvicorn": own_handler,
                "uvicorn.error": {"level": "WARNING"},
                # Every request is logged once, by RequestIdMiddleware: with its id, and without its query.
                "uvicorn.access": {"handlers": [], "propagate": False},
                "django.request": {"level": "ERROR"},
                "celery.worker.strategy": {"level": "WARNING"},
                "celery.app.trace": {"level": "WARNING"},
            },
        }
    )
