"""Which laws and rulings are named or described. ``component`` is gb_laws, the others are its steps."""
