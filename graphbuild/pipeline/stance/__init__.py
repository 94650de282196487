"""Who is for or against what. ``component`` is gb_stance, ``matter`` is gb_matter, the others are their parts."""
