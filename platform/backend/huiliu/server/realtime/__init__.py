"""Live updates: hints with ids over a WebSocket. Lossy by design; the rows are the truth."""
