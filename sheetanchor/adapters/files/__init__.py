"""Files that people are given: workbooks and pictures."""
