"""The pictures in docs/screenshots/: main pages of the demo, at a fixed moment, so that only changes change them."""
