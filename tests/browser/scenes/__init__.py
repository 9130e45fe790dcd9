"""The path of an incident as people walk it in a browser, scene by scene; each goes on where the one before ended."""
