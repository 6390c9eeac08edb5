"""Whether the raw data and the customers are what they should be."""
