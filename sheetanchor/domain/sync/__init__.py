"""The three-way merge of a tab and a table: pure functions from what was read to what is to be done."""
