"""How good the recognition of customers is, where the truth is known."""
