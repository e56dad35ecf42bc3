"""The composition root: settings, what is wired with what, and the process that runs."""
