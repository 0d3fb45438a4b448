"""The verbs: poll, evaluate, deliver, prune, reload. They join decisions to the doors in `ports`."""
