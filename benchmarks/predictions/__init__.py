"""Checks the predictions on published purchases and on buyers whose parameters are known."""
