"""Read scans and photos: pages become pictures, and what Tesseract finds in them becomes text."""
