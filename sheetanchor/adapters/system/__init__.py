"""What the machine itself offers: time, threads, the service manager."""
