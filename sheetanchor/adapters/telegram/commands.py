"""Commands in the order in which Telegram lists them, with what it says beside them."""

COMMANDS = (
    ("start", "Main menu"),
    ("clock_in", "Start a shift: your wage and rates"),
    ("clock_out", "End the shift you are clocked in for"),
    ("edit", "Correct one of your newest shifts"),
    ("statistics", "Your rank, your sales, your next pay day"),
    ("ranks", "Ranks and their bonuses"),
    ("cancel", "Stop what you are doing"),
    ("help", "What I can do"),
)
