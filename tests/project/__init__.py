"""Tests over the project itself, rather than over its data or its Python."""
