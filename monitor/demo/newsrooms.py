"""The outlets at work: what each one's feed is at the moment."""

import json
from dataclasses import replace
from http import HTTPStatus

from monitor.demo.documents import PAGE, TYPES, document
from monitor.demo.story import Beat, Outlet
from monitor.edges.serving import FeedServer


class Newsrooms:
    """Serves each outlet's feed, and does what beats tell. `etags` holds the validator of what each serves."""

    def __init__(self, server: FeedServer, outlets: tuple[Outlet, ...]) -> None:
        self.outlets = outlets
        self.etags: dict[Outlet, str] = {}
        self._server = server
        self._printed: dict[Outlet, dict[str, Beat]] = {outlet: {} for outlet in outlets}
        self._down: set[Outlet] = set()

    def address(self, outlet: Outlet) -> str:
        """Return where an outlet's feed is."""
        return self._server.url(f"/{outlet.slug}/feed")

    def feeds_yaml(self) -> str:
        """Return the outlets as the daemon's list of feeds."""
        feeds = [
            {
                "address": self.address(outlet),
                "title": outlet.name,
                "publisher": outlet.name,
                "languages": ["en"],
                "interval": "1h",
            }
            for outlet in self.outlets
        ]
        return json.dumps({"version": 1, "feeds": feeds}, indent=2)  # JSON is YAML, too

    def play(self, beat: Beat) -> None:
        """Do what a beat tells. An edited entry keeps the time at which it was first printed."""
        outlet, printed = beat.outlet, self._printed[beat.outlet]
        if beat.does == "print":
            first = printed.get(beat.headline, beat)
            printed[beat.headline] = replace(beat, at=first.at)
        elif beat.does == "mend":
            self._down.discard(outlet)
        else:
            self._down.add(outlet)
            self._break(beat)
        if outlet not in self._down:
            body = document(outlet, printed.values())
            self.etags[outlet] = self._server.put(f"/{outlet.slug}/feed", body, TYPES[outlet.dialect])

    def _break(self, beat: Beat) -> None:
        path = f"/{beat.outlet.slug}/feed"
        if beat.does == "page":
            self._server.put(path, PAGE, "text/html")
        else:
            self._server.put(path, b"out of order", "text/plain", HTTPStatus.SERVICE_UNAVAILABLE)
