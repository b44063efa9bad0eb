"""The bin: what was deleted can be restored for some days, and is then gone for good."""
