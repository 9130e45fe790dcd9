"""Runs the whole product on one machine: `bin/dev`. Starts web, worker and beat and keeps them and their servers up."""
