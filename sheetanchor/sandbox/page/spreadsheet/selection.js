/** The active cell and the rectangle around it. */
export class Selection {
  constructor() {
    this.active = { row: 0, column: 0 };
    this.far = this.active;
    this.whole = null;
  }

  /** The rectangle, its ends not included. */
  area(size) {
    const { active, far } = this;
    const area = {
      top: Math.min(active.row, far.row),
      left: Math.min(active.column, far.column),
      bottom: Math.max(active.row, far.row) + 1,
      right: Math.max(active.column, far.column) + 1,
    };
    if (this.whole === "rows") return { ...area, left: 0, right: size.columns };
    return this.whole === "columns" ? { ...area, top: 0, bottom: size.rows } : area;
  }

  go(cell, whole = null) {
    this.active = cell;
    this.far = cell;
    this.whole = whole;
  }

  extend(cell) {
    this.far = cell;
  }

  clamp(size) {
    this.active = within(this.active, size);
    this.far = within(this.far, size);
  }
}

export function within(cell, size) {
  return {
    row: Math.max(0, Math.min(cell.row, size.rows - 1)),
    column: Math.max(0, Math.min(cell.column, size.columns - 1)),
  };
}

export function contains(area, row, column) {
  return area.top <= row && row < area.bottom && area.left <= column && column < area.right;
}
