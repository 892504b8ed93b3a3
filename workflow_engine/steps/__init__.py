"""What happens at a node while a flow runs: our viewflow nodes and activations."""
