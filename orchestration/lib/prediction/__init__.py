"""What customers will probably do: how often they order, for how much, and whether at all."""
