"""The documents of a dataset for people: README, datasheet, licence and citation."""
