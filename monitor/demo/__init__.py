"""The demo: four days of news from invented newsrooms, played through the real daemon in about a minute."""
