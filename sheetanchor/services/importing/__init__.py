"""Taking over a workbook that another program kept, in whatever form its headers have."""
