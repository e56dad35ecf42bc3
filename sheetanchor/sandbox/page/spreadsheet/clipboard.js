/** Tab-separated text to rows of texts; quoted fields may hold tabs, line ends and doubled quotes. */
export function parseBlock(text) {
  const rows = [[]];
  const pattern = /("(?:[^"]|"")*"(?=[\t\r\n]|$)|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    rows[rows.length - 1].push(unquoted(match[1]));
    if (match[2] === "") break;
    if (match[2] !== "\t") {
      if (pattern.lastIndex === text.length) break;
      rows.push([]);
    }
  }
  return rows;
}

export function blockText(rows) {
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\n");
}

function unquoted(field) {
  const isQuoted = field.length > 1 && field.startsWith('"') && field.endsWith('"');
  return isQuoted ? field.slice(1, -1).replaceAll('""', '"') : field;
}

function quoted(text) {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
