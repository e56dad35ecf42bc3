import * as AgGrid from "nicegui-aggrid";

import { addressOf, rangeName } from "./addresses.js";
import { blockText, parseBlock } from "./clipboard.js";
import { columnDefs, fittedWidths } from "./columns.js";
import { editorFor } from "./editor.js";
import { Flashing } from "./flashing.js";
import { pressed } from "./keyboard.js";
import { renderersFor } from "./renderers.js";
import { RowCache } from "./row_cache.js";
import { contains, Selection, within } from "./selection.js";
import { THEME } from "./theme.js";

const SLACK = 20;
const FIELDS = "input, textarea";

/** Everything between AG Grid, the person's hands and the server; `tell` has the names of the events. */
export class Controller {
  constructor(element, tell) {
    this.element = element;
    this.tell = tell;
    this.size = { rows: 0, columns: 0 };
    this.frozen = 0;
    this.selections = new Map();
    this.selection = new Selection();
    this.flashing = new Flashing();
    this.cache = new RowCache((first, last) => tell.fetch({ sheet: this.sheet, first, last }));
    this.live = new Set();
    this.drawing = { ...renderersFor(this, this.live), CellEditor: editorFor(this) };
    this.api = AgGrid.createGrid(element, this.gridOptions());
    element.addEventListener("keydown", (event) => this.keydown(event), true);
    element.addEventListener("copy", (event) => this.copy(event));
    element.addEventListener("cut", (event) => this.copy(event) && this.clearArea());
    element.addEventListener("paste", (event) => this.paste(event));
    element.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  gridOptions() {
    return {
      theme: THEME(AgGrid),
      columnDefs: [],
      rowData: [],
      getRowId: (params) => String(params.data.row),
      defaultColDef: { sortable: false, suppressMovable: true, cellDataType: false, suppressHeaderMenuButton: true },
      suppressCellFocus: true,
      suppressHeaderFocus: true,
      suppressClickEdit: true,
      suppressContextMenu: true,
      suppressMovableColumns: true,
      suppressNoRowsOverlay: true,
      suppressScrollOnNewData: true,
      suppressDragLeaveHidesColumns: true,
      animateRows: false,
      onViewportChanged: () => this.wantVisible(),
      onCellMouseDown: (event) => this.mousedown(event),
      onCellMouseOver: (event) => this.drag(event),
      onCellDoubleClicked: (event) => event.colDef.context && this.edit(),
      onCellContextMenu: (event) => this.openMenu(event.event, event.colDef.context ? "cells" : "rows"),
    };
  }

  /** Show a tab: {sheet, rows, columns, frozen, widths}. */
  open(shape) {
    this.api.stopEditing(true);
    if (shape.sheet !== this.sheet) {
      this.sheet = shape.sheet;
      this.cache.clear();
      this.flashing.forget();
      for (const view of this.live) view.calm?.();
      this.isFitted = false;
      this.selections.set(this.sheet, this.selections.get(this.sheet) ?? new Selection());
      this.selection = this.selections.get(this.sheet);
    }
    this.reshape(shape);
    this.bringIntoSight(this.selection.active);
    this.cache.expire();
    this.wantVisible();
    this.showActive();
  }

  /** The tab in sight was changed: its shape now, and [{actor, kind, area}]. */
  changed(shape, changes) {
    if (shape.sheet !== this.sheet) return;
    this.flashing.add(changes);
    this.reshape(shape);
    this.cache.expire();
    this.wantVisible();
  }

  reshape({ rows, columns, frozen, widths }) {
    const isSame = rows === this.size.rows && columns === this.size.columns && frozen === this.frozen;
    this.isFitted &&= columns === this.size.columns;
    this.fixedWidths = widths;
    this.size = { rows, columns };
    this.frozen = frozen;
    this.selection.clamp(this.size);
    if (isSame && this.isFitted) return;
    const numbered = Array.from({ length: rows }, (_, row) => ({ row }));
    this.api.setGridOption("columnDefs", columnDefs(columns, this.widths(), this.drawing));
    this.api.setGridOption("pinnedTopRowData", numbered.slice(0, frozen));
    this.api.setGridOption("rowData", numbered.slice(frozen));
  }

  /** The widths of the columns as they are drawn, else as the sheet gives them. */
  widths() {
    const drawn = this.isFitted ? this.api.getColumns()?.slice(1).map((column) => column.getActualWidth()) : [];
    return Array.from({ length: this.size.columns }, (_, column) => drawn?.[column] ?? this.fixedWidths[column]);
  }

  /** Rows from the server. */
  deliver({ sheet, first, rows }) {
    if (sheet !== this.sheet) return;
    const changed = this.cache.put(first, rows);
    if (!this.isFitted) this.fit(rows);
    this.repaint();
    this.flash(changed);
    this.showActive();
  }

  fit(rows) {
    this.isFitted = true;
    const widths = fittedWidths(rows, this.size.columns, this.fixedWidths);
    this.api.setColumnWidths(widths.map((newWidth, column) => ({ key: `c${column}`, newWidth })));
  }

  flash(changed) {
    this.flashing.forgetOld();
    const classes = new Map(changed.map((cell) => [addressOf(cell), this.flashing.classOf(cell)]));
    for (const view of this.live) {
      const name = view.flash && classes.get(addressOf(view));
      if (name) view.flash(name);
    }
  }

  wantVisible() {
    if (this.sheet === undefined) return;
    const first = this.api.getFirstDisplayedRowIndex?.() ?? 0;
    const last = this.api.getLastDisplayedRowIndex?.() ?? 0;
    if (this.frozen) this.cache.want(0, this.frozen - 1, this.size.rows);
    this.cache.want(this.frozen + first - SLACK, this.frozen + last + SLACK, this.size.rows);
  }

  cell(row, column) {
    return this.cache.cell(row, column);
  }

  /** What stands in the formula bar for a cell. */
  raw(row, column) {
    const cell = this.cell(row, column);
    return cell?.raw ?? cell?.text ?? "";
  }

  area() {
    return this.selection.area(this.size);
  }

  repaint() {
    for (const view of this.live) view.paint();
  }

  show(text) {
    this.tell.formula(text);
  }

  showActive() {
    const { active } = this.selection;
    this.tell.address(rangeName(this.area()));
    if (!this.api.getEditingCells().length) this.show(this.raw(active.row, active.column));
    this.repaint();
  }

  goTo(cell, whole = null) {
    this.selection.go(within(cell, this.size), whole);
    this.bringIntoSight(this.selection.active);
    this.showActive();
  }

  move(down, right) {
    const { active } = this.selection;
    this.goTo({ row: active.row + down, column: active.column + right });
  }

  stretch(down, right) {
    const { far } = this.selection;
    this.stretchTo({ row: far.row + down, column: far.column + right });
  }

  stretchTo(cell) {
    this.selection.extend(within(cell, this.size));
    const { top, bottom } = this.area();
    this.cache.want(top, bottom - 1, this.size.rows);
    this.bringIntoSight(this.selection.far);
    this.showActive();
  }

  /** To the end of the filled or empty cells in a direction. */
  jump(down, right, isStretching) {
    const from = isStretching ? this.selection.far : this.selection.active;
    const filled = (at) => Boolean(this.cell(at.row, at.column)?.text);
    const step = (at) => ({ row: at.row + down, column: at.column + right });
    const inside = (at) => contains({ top: 0, left: 0, bottom: this.size.rows, right: this.size.columns }, at.row, at.column);
    let at = inside(step(from)) ? step(from) : from;
    const isInFilled = filled(from) && filled(at);
    while (inside(step(at)) && (isInFilled ? filled(step(at)) : !filled(at))) at = step(at);
    if (isStretching) this.stretchTo(at);
    else this.goTo(at);
  }

  selectAll() {
    this.selection.go({ row: 0, column: 0 });
    this.selection.extend({ row: this.size.rows - 1, column: this.size.columns - 1 });
    this.showActive();
  }

  bringIntoSight({ row, column }) {
    if (row >= this.frozen) this.api.ensureIndexVisible(row - this.frozen);
    this.api.ensureColumnVisible(`c${column}`);
  }

  keydown(event) {
    if (event.target.closest(FIELDS)) return;
    if (!pressed(this, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  mousedown(event) {
    const { row } = event.data;
    const column = event.colDef.context?.column;
    this.element.focus();
    this.closeMenu();
    if (column === undefined) this.pressHead("rows", row, event.event);
    else if (event.event.button === 2 && contains(this.area(), row, column)) return;
    else if (event.event.shiftKey) this.stretchTo({ row, column });
    else this.goTo({ row, column });
  }

  drag(event) {
    const column = event.colDef.context?.column;
    if (event.event.buttons !== 1 || this.api.getEditingCells().length) return;
    const { whole } = this.selection;
    if (whole === "rows" || column !== undefined) {
      this.stretchTo({ row: event.data.row, column: column ?? 0 });
    }
  }

  /** The head of a row or column was pressed. */
  pressHead(whole, index, event) {
    this.element.focus();
    this.closeMenu();
    const { active } = this.selection;
    const cell = whole === "rows" ? { row: index, column: 0 } : { row: 0, column: index };
    const area = this.area();
    const isInside = whole === "rows" ? contains(area, index, area.left) : contains(area, area.top, index);
    if (event.button === 2 && this.selection.whole === whole && isInside) return;
    if (event.shiftKey && this.selection.whole === whole) this.selection.extend(cell);
    else this.selection.go(whole === "rows" ? cell : { ...cell, row: Math.min(active.row, 0) }, whole);
    this.showActive();
  }

  edit(key) {
    const { row, column } = this.selection.active;
    const isFrozen = row < this.frozen;
    this.api.startEditingCell({
      rowIndex: isFrozen ? row : row - this.frozen,
      rowPinned: isFrozen ? "top" : null,
      colKey: `c${column}`,
      key,
    });
  }

  endEdit(takesFocus) {
    this.api.stopEditing(true);
    if (takesFocus) this.element.focus();
  }

  /** Type texts from a cell on, unless it holds the one already. */
  enter(place, block) {
    const isSame = block.length === 1 && block[0].length === 1 && block[0][0] === this.raw(place.row, place.column);
    if (!isSame) this.tell.enter({ sheet: this.sheet, ...place, block });
  }

  clearArea() {
    const area = this.area();
    const used = (row) => Array.from({ length: area.right - area.left }, (_, at) => this.cell(row, area.left + at)?.text);
    let bottom = area.bottom;
    while (bottom > area.top + 1 && !used(bottom - 1).some(Boolean)) bottom -= 1;
    const block = Array.from({ length: bottom - area.top }, () => Array(area.right - area.left).fill(""));
    this.enter({ row: area.top, column: area.left }, block);
  }

  copy(event) {
    if (event.target.closest(FIELDS)) return false;
    const area = this.area();
    const rows = Array.from({ length: area.bottom - area.top }, (_, down) =>
      Array.from({ length: area.right - area.left }, (__, right) => this.cell(area.top + down, area.left + right)?.text ?? ""),
    );
    event.clipboardData.setData("text/plain", blockText(rows));
    event.preventDefault();
    return true;
  }

  paste(event) {
    if (event.target.closest(FIELDS)) return;
    event.preventDefault();
    this.pasteText(event.clipboardData.getData("text/plain"));
  }

  pasteText(text) {
    if (!text) return;
    const { top: row, left: column } = this.area();
    const block = parseBlock(text);
    this.enter({ row, column }, block);
    this.selection.go({ row, column });
    this.selection.extend(within({ row: row + block.length - 1, column: column + block[0].length - 1 }, this.size));
    this.showActive();
  }

  openMenu(event, place) {
    event.preventDefault();
    this.tell.menu({ x: event.clientX, y: event.clientY, place });
  }

  closeMenu() {
    this.tell.menu(null);
  }

  destroy() {
    this.api.destroy();
  }
}
