"""Renders notices for each channel, escaped for where they go."""
