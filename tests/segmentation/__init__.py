"""Tests of segments, scores and correlations, run by their own SQL."""
