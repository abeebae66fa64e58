"""One file per command: its options, and one call.  Heavy imports wait until the command runs."""
