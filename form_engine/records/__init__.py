"""The only writer of records: create, change, the life of a document, the recycle bin."""
