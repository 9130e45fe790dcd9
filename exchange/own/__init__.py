"""Write-ups as Debrief writes and reads them: Markdown that people can read and edit, and that comes back whole."""
