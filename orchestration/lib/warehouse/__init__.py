"""How a process gets at the build warehouse, which has room for one process at a time."""
