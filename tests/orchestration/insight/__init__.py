"""What tells groups of customers apart."""
