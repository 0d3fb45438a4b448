"""Reads checked rule files into the rulebook; every fault has its place."""
