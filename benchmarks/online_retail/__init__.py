"""A real shop's order lines as a company's only source, reconciled to the cent."""
