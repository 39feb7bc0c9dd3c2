"""Whether a site is as it was published: its files, its chain, its signature. No repository is asked."""
