"""What the answers of the past teach: who answers what, which guesses hold, what answers change."""
