"""Finding: units by name, short name, former name, pinyin and initials."""
