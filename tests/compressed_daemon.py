"""The real daemon as a process, as `pactwatch run` starts it, on compressed time and perhaps with a failpoint.

Arguments: rules, state, the first instant, how many times as fast time runs, and at will a failpoint and its count.
"""

import sys
from datetime import datetime
from pathlib import Path

from monitor.app import Outside
from monitor.cli.run import serve
from monitor.edges.clock import CompressedClock
from monitor.model.errors import PactwatchError
from monitor.pipeline.desk import NoProbe
from monitor.settings import load_settings
from monitor.testing import KillAt


def main(rules: str, state: str, start: str, rate: str, point: str = "", times: str = "1") -> None:
    clock = CompressedClock(datetime.fromisoformat(start), float(rate))
    outside = Outside(clock=clock, probe=KillAt(point, int(times)) if point else NoProbe())
    serve(load_settings(rules=Path(rules), state=Path(state)), outside, backfill=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except PactwatchError as error:
        sys.exit(str(error))
