"""Worker tasks, fingerprints, what was built before, and the list of pages: what a build is made of."""
