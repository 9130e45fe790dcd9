"""Write-ups as files for elsewhere."""
