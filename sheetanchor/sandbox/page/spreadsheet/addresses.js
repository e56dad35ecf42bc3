const LETTERS = 26;

/** 0 is A, 26 is AA. */
export function columnLetters(column) {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / LETTERS)) {
    letters = String.fromCharCode(65 + ((rest - 1) % LETTERS)) + letters;
  }
  return letters;
}

export function addressOf({ row, column }) {
  return `${columnLetters(column)}${row + 1}`;
}

/** The cell, or null for any other text. */
export function parseAddress(text) {
  const match = /^\s*\$?([a-z]{1,3})\$?([1-9]\d{0,6})/i.exec(text);
  if (!match) return null;
  const column = [...match[1].toUpperCase()].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0);
  return { row: Number(match[2]) - 1, column: column - 1 };
}

export function rangeName(area) {
  const first = addressOf({ row: area.top, column: area.left });
  const last = addressOf({ row: area.bottom - 1, column: area.right - 1 });
  return first === last ? first : `${first}:${last}`;
}
