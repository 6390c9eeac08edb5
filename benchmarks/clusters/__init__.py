"""The clusters of a table of links: the materialization beside its peers and beside the floor."""
