"""Read tables with an article in each row: CSV, JSON Lines and XLSX. Flat in memory, whatever their size."""
