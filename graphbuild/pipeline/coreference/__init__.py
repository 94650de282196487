"""Whom pronouns and descriptions stand for. ``component`` is gb_coreference, the others are its parts."""
