"""Decides when a feed is due and how it fares."""
