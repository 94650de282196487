"""Who says what: quotations and reported speech. ``component`` is gb_attribution, the others are its parts."""
