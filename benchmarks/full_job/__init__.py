"""The whole job on the simulated retailer: seconds, memory and rows per second by layer."""
