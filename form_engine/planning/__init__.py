"""The parts of a compiled plan, one step of a save each. Pure: no clock, no database."""
