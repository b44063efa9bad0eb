"""A lesson as one file: JSON, version 1, described by claimlight-lesson-1.schema.json and docs/lessons.md."""
