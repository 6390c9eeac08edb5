"""Tests of what can be typed."""
