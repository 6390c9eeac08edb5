"""Everything that is published about one customer: who, what, why, and what next."""
