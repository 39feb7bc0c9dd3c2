"""gongkai（公开）: budget units' reports, from one YAML file a unit and year to a public site.

settings   mkdocs.yml and the environment → one strict model
load       data folder → reports with positions      the only reader of data/
check      reports → findings                        one family of cross-checks a module
derive     reports → assessments                     computed, never stated
pages      reports + assessments → views             finished strings, rows, links
render     views → HTML                              templates place, nothing is computed
open_data  reports → JSON, CSV, XLSX, feeds          search: indexes
build      groups of units, in workers, remembered by fingerprint
site       build_site(): all of it on one screen

``model`` holds what things are and imports none of these; nothing here knows MkDocs but ``publish.py`` beside it.
"""

import atexit
import gc

# Classes and records live long and hardly ever refer to each other in a circle (six objects a report do): look for such
# rarely, from the first import on.
gc.set_threshold(500_000, 20, 20)
# When all is written the process ends: what is still there goes with it, and is not searched for circles first.
atexit.register(gc.freeze)
