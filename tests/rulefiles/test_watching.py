"""What is told of a rules folder: every change, also of the folder itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from rulefolders import GOOD, write

from monitor.edges.watching import changes

PATIENCE = 20.0


class Watch:
    """Waits for the next change that is told."""

    def __init__(self, told: AsyncIterator[None]) -> None:
        self._told = told

    async def told(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await anext(self._told)

    async def ended(self) -> None:
        async with asyncio.timeout(PATIENCE):
            async for _ in self._told:
                pass


@asynccontextmanager
async def watching(folder: Path, stop: asyncio.Event, *, force_polling: bool = False) -> AsyncIterator[Watch]:
    async with aclosing(changes(folder, stop, force_polling=force_polling)) as told:  # type: ignore[type-var]
        yield Watch(told)


async def test_a_change_is_told_where_the_system_sends_no_events(tmp_path: Path) -> None:
    stop = asyncio.Event()
    async with watching(write(tmp_path, GOOD), stop, force_polling=True) as watch:
        await watch.told()  # once, since watching began
        write(tmp_path, {"commitments/pause.yaml": "version: 2\n"})
        await watch.told()
        stop.set()
        await watch.ended()


async def test_a_folder_that_comes_is_replaced_and_changes_is_told_each_time(tmp_path: Path) -> None:
    rules, stop = tmp_path / "rules", asyncio.Event()
    async with watching(rules, stop) as watch:
        first = asyncio.create_task(watch.told())
        write(rules, GOOD)
        await first
        write(tmp_path / "next", GOOD)
        rules.rename(tmp_path / "before")
        (tmp_path / "next").rename(rules)
        await watch.told()
        await watch.told()  # once, since watching began anew
        write(rules, {"alerts.yaml": "version: 2\n"})
        await watch.told()
        stop.set()
        await watch.ended()
