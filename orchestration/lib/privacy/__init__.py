"""The rights of the person: what is held on whom, and what is done when they ask."""
