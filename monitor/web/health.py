"""The health port: `/healthz` for probes, `/metrics` for Prometheus. It shows no address and no secret."""

from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def health_app(health: Callable[[], dict[str, Any]], metrics: Callable[[], bytes], content_type: str) -> Starlette:
    """Return the application. `health` gives facts whose `working` decides between 200 and 503."""

    async def healthz(_: Request) -> Response:
        found = health()
        return JSONResponse(found, status_code=200 if found["working"] else 503, headers=_FRESH)

    async def figures(_: Request) -> Response:
        return Response(metrics(), headers={**_FRESH, "Content-Type": content_type})

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", figures)])
