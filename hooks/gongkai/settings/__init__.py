"""Settings: all that mkdocs.yml and the environment may say, in one strict model.

Nothing else reads ``extra.gongkai`` or a variable of ours. What cannot be followed stops the build, all of it reported
at once in Chinese; a setting that is not understood never falls back on another meaning.
"""

from .explain import COMMIT
from .model import Fact, Keys, Settings
from .read import (
    DESK,
    PREVIEW,
    all_told,
    examine_settings,
    fault_of_python,
    host_environment,
    read_settings,
    turn_on_desk,
)

__all__ = [
    "COMMIT",
    "DESK",
    "PREVIEW",
    "Fact",
    "Keys",
    "Settings",
    "all_told",
    "examine_settings",
    "fault_of_python",
    "host_environment",
    "read_settings",
    "turn_on_desk",
]
