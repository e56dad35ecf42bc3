import { contains } from "./selection.js";

const REMEMBERED_MILLISECONDS = 3000;
const CHANGES_OF_SHAPE = new Set(["rows", "columns", "sort", "restored"]);

/** Remembers who changed what of late, and colours the cells by it. */
export class Flashing {
  constructor() {
    this.forget();
  }

  forget() {
    this.changes = [];
  }

  add(changes) {
    const at = performance.now();
    this.changes.push(...changes.map((change) => ({ ...change, at })));
  }

  /** Rows come block by block, so a change is remembered for a while. */
  forgetOld() {
    const oldest = performance.now() - REMEMBERED_MILLISECONDS;
    this.changes = this.changes.filter((change) => change.at > oldest);
  }

  /** The class for a changed cell; null where it only moved, or where nobody is known to have changed it. */
  classOf({ row, column }) {
    const hit = this.changes.findLast((change) => change.area && contains(change.area, row, column));
    if (hit) return `flash-${hit.actor}`;
    const last = this.changes.at(-1);
    const moved = this.changes.some((change) => CHANGES_OF_SHAPE.has(change.kind));
    return last && !moved ? `flash-${last.actor}` : null;
  }
}
