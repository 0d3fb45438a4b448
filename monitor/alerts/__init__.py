"""Decides whether a change is told, to whom, and when a delivery is tried again."""
