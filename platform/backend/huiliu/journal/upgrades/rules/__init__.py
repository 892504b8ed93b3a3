"""Formats of ``voucher_rule``."""
