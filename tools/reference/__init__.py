"""Writes docs/reference from the model, the settings and the command line, so that it says what the program does."""
