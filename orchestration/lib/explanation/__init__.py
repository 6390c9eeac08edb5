"""Why two identifiers are one customer's, or are not; and how a customer came about."""
