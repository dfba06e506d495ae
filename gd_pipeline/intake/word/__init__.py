"""Word files: .docx by its XML, .doc by antiword."""
