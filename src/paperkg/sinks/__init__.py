"""Graph to artifacts."""
