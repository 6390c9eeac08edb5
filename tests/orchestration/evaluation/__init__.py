"""Tests of the scores against the truth."""
