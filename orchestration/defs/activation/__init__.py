"""What leaves the build warehouse for the people and tools that use it."""
