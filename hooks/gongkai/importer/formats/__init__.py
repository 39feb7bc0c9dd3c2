"""One module for each kind of file: bytes → paragraphs and tables as they stand in it, before anything is mended."""
