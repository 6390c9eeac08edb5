"""Tests of the lock and the connections."""
