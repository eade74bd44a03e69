"""What moved the result: shares of the difference to the typical athlete, in whole people that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence


def shares(effects: Sequence[float], probability: float, typical: float) -> tuple[float, ...]:
    """Each effect's part of `probability - typical`, by its logarithm.

    Args:
        effects: multipliers over the average athlete; their product is the relative risk.
        probability, typical: season probabilities, 0 to 1.
    Returns:
        One part per effect; they add up to the difference. Where the effects cancel out, the limit at a
        relative risk of one is used.
    """
    logs = [math.log(effect) for effect in effects]
    total = math.fsum(logs)
    if abs(total) < 1e-9:
        hazard = -math.log(1 - typical) if typical < 1 else 0.0
        return tuple((1 - typical) * hazard * log for log in logs)
    return tuple(log * (probability - typical) / total for log in logs)


def whole_parts(parts: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers near `parts` that add up to `total`: floors, then one more by the largest remainder."""
    if not parts:
        return ()
    floors = [math.floor(part) for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    left = total - sum(floors)
    whole = list(floors)
    for turn in range(abs(left)):
        if left > 0:
            whole[order[turn % len(order)]] += 1
        else:
            whole[order[-1 - turn % len(order)]] -= 1
    return tuple(whole)
