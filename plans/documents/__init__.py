"""Files made from a sealed version: the same data as plan.json, set as a book."""
