"""When something happens to a record, and a condition holds, do this: in order, exactly, traced."""
