"""The fictional retailer: persons, households and three years of behaviour with known truth."""
