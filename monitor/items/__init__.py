"""Makes items of entries and decides whether one is new, changed, the same, or told before."""
