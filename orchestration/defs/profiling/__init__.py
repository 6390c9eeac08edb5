"""What to ask each customer next."""
