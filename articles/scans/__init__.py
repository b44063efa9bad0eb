"""Scans and photos: Tesseract reads them page by page in the background, with progress that a page shows."""
