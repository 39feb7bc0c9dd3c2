"""The works: data files → pages and texts, portion by portion, in worker processes, remembered under ``.cache/``."""
