"""Tests of what is told from file names."""
