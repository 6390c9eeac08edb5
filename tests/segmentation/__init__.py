"""Tests of segments: who enters and leaves, what is remembered, and how good they are."""
