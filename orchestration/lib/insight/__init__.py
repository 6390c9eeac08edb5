"""What tells groups of customers apart, and how sure that is."""
