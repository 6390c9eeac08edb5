"""Times the understanding layer at a scale that the rest of the job need not be built for."""
