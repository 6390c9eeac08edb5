"""Real web events through the `snowplow` source, against Snowplow's own stitched users."""
