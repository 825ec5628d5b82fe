"""socialdraft: captions and pictures for small shops, within limits that hold."""
