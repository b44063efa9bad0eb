"""Running a site: backups, health checks and monitoring."""
