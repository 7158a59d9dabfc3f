"""Sources to claims."""
