"""Records out to Excel and in again. Every door goes through it and through the record pipeline."""
