"""Scores, segments and correlations, run by their own SQL."""
