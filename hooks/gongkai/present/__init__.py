"""Reports + assessments → views: finished strings, rows and links. Templates only place what stands here."""
