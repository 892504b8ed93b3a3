"""What a backup or its return may have to say to the person at the terminal."""

from __future__ import annotations

_WORDS = {
    "exists": "{file} exists already, and a backup never overwrites one.",
    "not_a_backup": "{file} is not a backup of Huiliu.",
    "damaged": "{file} is damaged: nothing was changed.",
    "other_database": "{file} was made on {made}, and this is {here}. Restore it where it was made,"
    " or move the apps by exporting them.",
    "newer": "{file} was made by a newer release ({release}). Update Huiliu first.",
    "not_empty": "there is data here already. --replace throws it away and puts the backup in its"
    " place.",
    "running": "Huiliu is running on this data. Stop it first.",
    "no_program": "{program} is not installed. On Debian and Ubuntu: apt install postgresql-client",
    "database_said": "PostgreSQL said: {words}",
}


class BackupError(Exception):
    """One sentence, in English like the whole command line."""

    def __init__(self, code: str, **data: str) -> None:
        self.code = code
        super().__init__(_WORDS[code].format(**data))
