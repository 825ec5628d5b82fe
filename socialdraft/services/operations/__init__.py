"""What the operator reads and sets. Queries read rows and never write; `controls` writes and notes who did it."""
