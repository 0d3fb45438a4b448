"""Decides what day it is by each count of a commitment."""
