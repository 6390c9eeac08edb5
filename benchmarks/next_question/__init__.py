"""Measures the next-question engine: replayed on real polls, and over a simulated year."""
