"""Judges items by rules. Pure: a rulebook and a text in, matches with their reasons out.

The way of a text: `lexicon` (all phrases of a language in one trie) finds what stands in its `passages`; `index` names
the rules in question; `mentions` finds their events; four gates judge each: `sense`, `stance`, `party`, `timing`.
"""

from monitor.matching.engine import Engine, compile_engine

__all__ = ["Engine", "compile_engine"]
