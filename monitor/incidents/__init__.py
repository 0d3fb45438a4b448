"""Decides which matches tell one event, and how many independent newsrooms stand behind it."""
