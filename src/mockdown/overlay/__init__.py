"""OpenAPI Overlay 1.0: errata beside the pages, each with its reason, its owner and the day it runs out.

What an overlay says is applied to the emitted document last; the source map then leads to the overlay.
"""

from mockdown.overlay.applying import Overlaid, apply_steps, list_steps
from mockdown.overlay.model import Action, Overlay, Step, complain
from mockdown.overlay.reading import read_overlay
from mockdown.overlay.telling import tell_actions

__all__ = [
    "Action",
    "Overlaid",
    "Overlay",
    "Step",
    "apply_steps",
    "complain",
    "list_steps",
    "read_overlay",
    "tell_actions",
]
