"""Write, audit, publish: how a build becomes what people read."""
