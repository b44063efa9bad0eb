"""Helpers for short texts: invisible characters, lookalikes, single lines, quotation marks, links, XML. Pure."""
