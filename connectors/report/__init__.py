"""The evaluation as a report: tables for the terminal, one HTML page with plots."""
