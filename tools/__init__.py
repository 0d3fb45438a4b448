"""Programs for those who work on pactwatch; nothing of it is in the product."""
