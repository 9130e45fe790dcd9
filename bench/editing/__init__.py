"""Live editing, measured: two web processes on one database, browsers before them, and crowds on lean sockets."""
