"""`pactwatch replay`: what would have been told, and when."""
