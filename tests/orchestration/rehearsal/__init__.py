"""Tests of the dry run of changed rules."""
