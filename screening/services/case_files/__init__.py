"""Files of measurements for open cases: brought, understood, looked at, written at once, and taken back."""
