const HEAD_WIDTH = 46;
const NARROWEST = 100;
const WIDEST = 260;
const PADDING = 14;
const FONT = "13px Arial, 'Liberation Sans', sans-serif";

/** AG Grid's column definitions: the row numbers, then one per column of the sheet. */
export function columnDefs(count, widths, drawing) {
  const head = {
    colId: "head",
    headerName: "",
    pinned: "left",
    width: HEAD_WIDTH,
    resizable: false,
    cellClass: "row-head",
    headerClass: "corner",
    cellRenderer: drawing.RowHead,
  };
  const columns = Array.from({ length: count }, (_, column) => ({
    colId: `c${column}`,
    context: { column },
    width: widths[column] ?? NARROWEST,
    resizable: true,
    editable: true,
    cellRenderer: drawing.CellView,
    cellEditor: drawing.CellEditor,
    headerComponent: drawing.ColumnHead,
  }));
  return [head, ...columns];
}

/** Widths in which the texts of the first rows fit, for columns that nobody gave a width. */
export function fittedWidths(rows, count, fixed) {
  const pen = document.createElement("canvas").getContext("2d");
  return Array.from({ length: count }, (_, column) => {
    if (fixed[column]) return fixed[column];
    const widths = rows.map((cells) => {
      pen.font = (cells[column]?.bold ? "700 " : "") + FONT;
      return pen.measureText(cells[column]?.text ?? "").width + PADDING;
    });
    return Math.round(Math.min(WIDEST, Math.max(NARROWEST, ...widths)));
  });
}
