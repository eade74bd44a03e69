"""Every act of the desk by its name in the address, in the order the page of a case offers them."""

from __future__ import annotations

from .acts import Act
from .finding_acts import FINDING
from .moving_acts import MOVING
from .outcome_acts import OUTCOME
from .session_acts import RECORDING
from .setting_acts import SETTING
from .stopping_acts import STOPPING

ACTS: dict[str, Act] = {
    act.name: act for acts in (MOVING, RECORDING, STOPPING, FINDING, OUTCOME, SETTING) for act in acts
}
