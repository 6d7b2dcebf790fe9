"""What Word documents are made of beyond python-docx's own words: styles, fields, languages, descriptions."""
