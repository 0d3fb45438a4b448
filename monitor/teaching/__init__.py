"""Decides what people can teach: what their labels make of an item, what almost fired, and which word was missing."""
