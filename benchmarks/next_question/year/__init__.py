"""A simulated year of asking."""
