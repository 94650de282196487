"""Proposals: what people take sides on, as nodes (:mod:`component`), their wordings and how they are joined."""
