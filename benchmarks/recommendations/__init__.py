"""Recommendations on orders they had not seen, simulated and real, beside other models."""
