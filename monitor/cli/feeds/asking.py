"""How commands read a feed once, as the daemon would."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from monitor.app import user_agent
from monitor.edges.clock import SystemClock
from monitor.edges.fetching import HttpFetcher, from_file, written_fault
from monitor.edges.parsing import WorkerParser
from monitor.model.errors import PollError
from monitor.model.feed import Fetched, ParsedFeed, Validators
from monitor.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """A feed that could be read; `address` is where it moved for good, else what was given."""

    address: str
    moved: bool
    document: ParsedFeed


def ask(settings: Settings, where: str) -> Asked:
    """Fetch a feed under the guard and limits of the daemon, or read a file; and parse it in a worker.

    Raises PollError, or NotFound for a file that is not there.
    """
    return asyncio.run(_ask(settings, where))


def is_address(where: str) -> bool:
    """Return whether a word of the command line is an address; else it is a file."""
    return "://" in where


def failure(error: PollError) -> str:
    """Say how reading a feed failed, and what to do."""
    return f"{error}. {error.kind.hint}"


async def _ask(settings: Settings, where: str) -> Asked:
    fetched = await _fetch(settings, where) if is_address(where) else from_file(Path(where))
    parser = WorkerParser(workers=1)
    try:
        document = await parser.parse(fetched)
    finally:
        await parser.aclose()
    return Asked(fetched.moved_to or where, fetched.moved_to is not None, document)


async def _fetch(settings: Settings, address: str) -> Fetched:
    if fault := written_fault(address, settings.allow_networks):
        raise fault
    agent = user_agent(settings.contact)
    fetcher = HttpFetcher(allow_networks=settings.allow_networks, user_agent=agent, clock=SystemClock())
    return await fetcher.fetch(address, Validators())
