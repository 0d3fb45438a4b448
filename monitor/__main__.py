"""`python -m monitor` is `pactwatch`."""

from monitor.cli import main

main()
