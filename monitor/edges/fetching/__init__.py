"""Fetches feeds over HTTP from servers that nobody vouches for.

Five rules hold for every fetch: the body is decoded by our own bounded decoder; each fetch has a client of its own with
one shared TLS context; nothing is taken from the environment, and every hop of a redirect is checked anew; one deadline
covers it all; and a name is resolved once, refused if any of its addresses is not public, and connected to as checked.
"""

from monitor.edges.fetching.fetcher import HttpFetcher
from monitor.edges.fetching.files import from_file
from monitor.edges.fetching.limits import Limits
from monitor.edges.fetching.written import written_fault

__all__ = ["HttpFetcher", "Limits", "from_file", "written_fault"]
