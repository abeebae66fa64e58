"""What all tests share: how long Hypothesis searches."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW_MACHINES = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("brief", deadline=None, suppress_health_check=SLOW_MACHINES, max_examples=60)
settings.register_profile(
    "fuzz", deadline=None, suppress_health_check=SLOW_MACHINES, max_examples=5000, print_blob=True
)
settings.load_profile("brief")
