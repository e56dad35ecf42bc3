"""Google Sheets through gspread."""
