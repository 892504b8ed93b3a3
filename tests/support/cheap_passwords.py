"""Settings of a server that keeps passwords cheaply, as the tests in one process do: a story hires
and signs in a score of people, which was a quarter of its time."""

from huiliu.server.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
