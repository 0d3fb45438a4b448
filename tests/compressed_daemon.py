"""The real daemon as a process, as `pactwatch run` starts it, on compressed time and perhaps with a failpoint.

Arguments: rules, state, the first instant, how many times as fast time runs; and at will `kill`, a failpoint and its
count, or `hold`, a point and for how many seconds.
"""

import sys
from datetime import datetime
from pathlib import Path

from monitor.app import Outside
from monitor.cli.run import serve
from monitor.edges.clock import CompressedClock
from monitor.model.errors import PactwatchError
from monitor.pipeline.desk import NoProbe
from monitor.ports import Probe
from monitor.settings import load_settings
from monitor.testing import HoldUpAt, KillAt


def probe_of(deed: str = "", point: str = "", number: str = "1") -> Probe:
    if deed == "kill":
        return KillAt(point, int(number))
    return HoldUpAt(point, float(number)) if deed == "hold" else NoProbe()


def main(rules: str, state: str, start: str, rate: str, *deed: str) -> None:
    clock = CompressedClock(datetime.fromisoformat(start), float(rate))
    outside = Outside(clock=clock, probe=probe_of(*deed))
    serve(load_settings(rules=Path(rules), state=Path(state)), outside, backfill=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except PactwatchError as error:
        sys.exit(str(error))
