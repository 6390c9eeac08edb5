"""Tests of showing one customer."""
