"""The bottom layer: what every engine shares. It knows no Django model and no engine."""
