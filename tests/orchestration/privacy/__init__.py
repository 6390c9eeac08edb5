"""Tests of what is held on a person and of what is shown to them."""
