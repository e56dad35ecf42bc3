"""Bonus codes, the bonuses that ActiveBonuses holds, and the rewards drawn on a rise."""
