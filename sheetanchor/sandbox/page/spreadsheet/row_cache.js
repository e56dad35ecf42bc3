const BLOCK = 100;

/** Rows as the server gave them; asks for what is wanted and not fresh, block by block. */
export class RowCache {
  constructor(request) {
    this.request = request;
    this.clear();
  }

  clear() {
    this.rows = new Map();
    this.blocks = new Map();
    this.generation = 0;
  }

  /** Keep showing what is known, but ask anew for what comes into sight. */
  expire() {
    this.generation += 1;
  }

  cell(row, column) {
    return this.rows.get(row)?.[column];
  }

  /** Have the rows from `first` to `last`, both included, of a sheet of `count` rows. */
  want(first, last, count) {
    const final = Math.min(last, count - 1);
    for (let block = Math.floor(Math.max(first, 0) / BLOCK); block * BLOCK <= final; block += 1) {
      if (this.blocks.get(block) === this.generation) continue;
      this.blocks.set(block, this.generation);
      this.request(block * BLOCK, Math.min((block + 1) * BLOCK, count));
    }
  }

  /** Take rows in; gives the cells whose text is another now. */
  put(first, rows) {
    const changed = [];
    rows.forEach((cells, index) => {
      const row = first + index;
      const before = this.rows.get(row);
      this.rows.set(row, cells);
      if (before) changed.push(...differing(row, before, cells));
    });
    return changed;
  }
}

function differing(row, before, after) {
  const columns = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...columns]
    .filter((column) => textOf(before[column]) !== textOf(after[column]))
    .map((column) => ({ row, column: Number(column) }));
}

function textOf(cell) {
  return cell ? `${cell.text}\n${cell.raw ?? ""}` : "\n";
}
