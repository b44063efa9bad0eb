"""From the characters of PDF pages to paragraphs: lines, columns, edges of pages, footnotes, hyphens."""
