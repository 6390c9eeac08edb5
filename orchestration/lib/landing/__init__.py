"""What lies in the landing folder, told from file names alone."""
