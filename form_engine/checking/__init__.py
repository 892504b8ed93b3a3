"""What can be wrong with a form that is well-formed: one kind of mistake a file."""
