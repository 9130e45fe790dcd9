"""How much of each thing a document, a connection and a person may have."""

# Characters of one section.
SECTION_CHARACTERS = 100_000
# What a document's log may take in the database, folded.
DOCUMENT_BYTES = 20_000_000

# One frame from a browser: more than a full section takes, less than uvicorn's --ws-max-size.
FRAME_BYTES = 512 * 1024
FRAMES_PER_SECOND = 40
FRAMES_AT_ONCE = 200
# Reading this much costs as much as one more frame.
BYTES_PER_FRAME = 16 * 1024
# Waiting for a slow browser to take it.
QUEUE_BYTES = 2 * 1024 * 1024
# One cursor with all it says.
PRESENCE_BYTES = 1_500
# Of one person in one process.
CONNECTIONS = 50

# For the statements of rooms, in milliseconds.
LOCK_TIMEOUT_MS = 2_000
STATEMENT_TIMEOUT_MS = 5_000
