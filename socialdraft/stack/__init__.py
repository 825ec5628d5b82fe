"""The parts behind `python -m socialdraft up`: real servers from wheels, and their supervisor."""
