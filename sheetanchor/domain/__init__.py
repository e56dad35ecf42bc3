"""What is true: tables, merging and payroll as pure rules. Standard library only, no I/O, no clock."""
