"""Remarks on a story: what colleagues tell each other about it, never shown to readers."""
