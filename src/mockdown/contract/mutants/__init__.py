"""Proof of power: the contract run must find faults that are planted in a sound mock, one at a time."""
