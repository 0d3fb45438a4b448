"""How commands that are given a receiver find it."""

from monitor.model.alert import AlertPlan, Receiver
from monitor.model.errors import NotFound


def receiver_named(plan: AlertPlan, name: str) -> Receiver:
    """Return the receiver of `alerts.yaml` that has this name. Raises NotFound, which names those that there are."""
    found = next((receiver for receiver in plan.receivers if receiver.id == name), None)
    if found is None:
        known = ", ".join(receiver.id for receiver in plan.receivers)
        raise NotFound(f"alerts.yaml has no receiver {name!r}; it has: {known}")
    return found
