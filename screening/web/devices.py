"""A browser in a few words of a closed list, for the list of one's own sign-ins."""

from __future__ import annotations

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def device_label(user_agent: str) -> str:
    """Such as "Firefox on Windows"; nothing of what was sent is kept as it was."""
    browser = next((words for sign, words in BROWSERS if sign in user_agent), "A browser")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser
