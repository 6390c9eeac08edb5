"""Measures how well answers and refusals of simulated customers are predicted."""
