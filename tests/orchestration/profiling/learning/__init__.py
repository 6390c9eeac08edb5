"""Tests of what is learned from answers."""
