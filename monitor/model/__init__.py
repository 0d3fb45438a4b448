"""The nouns of the field: frozen, without behaviour that needs anything but their own fields.

Times end in `_at` and are aware UTC; durations are `timedelta`; days are `date` in the zone of a commitment.
"""
