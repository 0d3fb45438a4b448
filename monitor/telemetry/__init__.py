"""What the daemon says of itself while it runs: the log, and figures for those who measure it."""

from monitor.telemetry.lag import LoopLag
from monitor.telemetry.logs import configure, hide, hiding, masked, quiet, without_secrets
from monitor.telemetry.metrics import CONTENT_TYPE, Metrics

__all__ = ["CONTENT_TYPE", "LoopLag", "Metrics", "configure", "hide", "hiding", "masked", "quiet", "without_secrets"]
