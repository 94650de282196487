"""Who is named: persons, institutions and countries. ``component`` is gb_names, the others are its steps."""
