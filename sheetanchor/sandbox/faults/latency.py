"""How long a request takes."""

import math
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds: at least `least`, half above `median`, one in a hundred above `p99`, log-normal above least.

    Without `p99` every request takes `median`.
    """

    median: float
    p99: float | None = None
    least: float = 0.0

    def draw(self, dice: random.Random) -> float:
        """The time of one request."""
        middle = self.median - self.least
        if self.p99 is None or middle <= 0:
            return self.median
        quantile_99 = 2.326_347_874
        spread = math.log((self.p99 - self.least) / middle) / quantile_99
        return self.least + dice.lognormvariate(math.log(middle), spread)


TYPICAL = Latency(median=0.18, p99=1.2, least=0.08)
"""A guess at what Sheets is like from Europe, for demos; nothing here was measured."""
