"""The page after handing in: three lists of the hints and of the highlights of one reader, beside the text."""
