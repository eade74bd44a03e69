"""Accounts and signing in: passwords, second factors, sign-ins, people of a club, and the first set-up."""
