"""From the files of others to sheets of the directory: streams in, rows marked, then written."""
