"""What people may ask of their own data: to see it, correct it, object to its use, erase it."""
