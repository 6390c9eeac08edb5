"""Tests of the next-question engine."""
