"""What a change of rules would do to the customers, tried on a copy of the build warehouse."""
