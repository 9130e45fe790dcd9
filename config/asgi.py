"""ASGI entry point.

Plain HTTP goes through Django's WSGI handler in one thread hop: Django's own ASGI handler costs ten times the
processor time behind synchronous middleware. Each thread keeps one database connection, so the number of threads is
the number of connections of its pages. Sockets are live editing's.
"""

from typing import Any

from config import env
from config.gateway import Gateway
from config.wsgi import application as wsgi

# After Django has been set up by config.wsgi.
from live import consumer, hub

THREADS = env.whole("DEBRIEF_WEB_THREADS", 4)

http = Gateway(wsgi, threads=THREADS)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http":
        await http(scope, receive, send)
    elif scope["type"] == "websocket":
        await consumer.application(scope, receive, send)


async def lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await hub.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
