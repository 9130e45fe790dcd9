"""Measures the product from outside. Nothing in the product imports this."""
