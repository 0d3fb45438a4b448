"""Decides which mentions of a text hold for which rule, and why."""
