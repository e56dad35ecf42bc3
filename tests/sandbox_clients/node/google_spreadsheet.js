// A program written with google-spreadsheet: node google_spreadsheet.js URL KEY_FILE SPREADSHEET_ID.
// Prints one JSON object with what it saw.
import { GoogleSpreadsheet } from "google-spreadsheet";
import { signedIn } from "./sign_in.js";

const [url, keyFile, spreadsheetId] = process.argv.slice(2);
const auth = signedIn(keyFile, ["https://www.googleapis.com/auth/spreadsheets"]);
const seen = {};

function opened(id) {
  const document = new GoogleSpreadsheet(id, auth, { retryConfig: { limit: 0 } });
  document.sheetsApi = document.sheetsApi.extend({ prefixUrl: `${url}/v4/spreadsheets/${id}` });
  document.driveApi = document.driveApi.extend({ prefixUrl: `${url}/drive/v3/files/${id}` });
  return document;
}

const document = opened(spreadsheetId);
await document.loadInfo();
seen.title = document.title;
seen.tabs = document.sheetsByIndex.map((sheet) => sheet.title);

const sheet = document.sheetsByTitle["Wage list"];
let rows = await sheet.getRows();
seen.rows = rows.map((row) => row.toObject());

const added = await sheet.addRow({ EmployeeId: 1003, Wage: "$18.25" });
seen.addedAt = added.rowNumber;
await sheet.addRows([{ EmployeeId: 1004, Wage: "=B2*2" }], { raw: false, insert: true });

rows = await sheet.getRows({ offset: 1, limit: 2 });
rows[0].set("Wage", "20");
await rows[0].save();
await rows[1].delete();

await sheet.loadCells("A1:C4");
const cell = sheet.getCellByA1("B2");
seen.cell = { value: cell.value, formatted: cell.formattedValue, type: cell.valueType };
cell.value = 17.5;
cell.note = "raised";
cell.textFormat = { bold: true };
sheet.getCell(3, 2).formula = "=SUM(B2:B4)";
await sheet.saveUpdatedCells();
seen.sum = sheet.getCell(3, 2).value;

const other = await document.addSheet({ title: "New tab", headerValues: ["a", "b"] });
await other.addRows([{ a: 1, b: 2 }, { a: 3, b: 4 }]);
await other.updateProperties({ title: "Renamed" });
await other.resize({ rowCount: 20, columnCount: 5 });
await other.insertDimension("ROWS", { startIndex: 1, endIndex: 2 }, false);
await other.mergeCells({ startRowIndex: 5, endRowIndex: 6, startColumnIndex: 0, endColumnIndex: 2 });
seen.size = [other.rowCount, other.columnCount];
await other.clearRows({ start: 2 });
const copy = await other.duplicate({ title: "Copy" });
await copy.delete();
seen.cells = await sheet.getCellsInRange("A1:B4");
await document.addNamedRange("wages", { sheetId: sheet.sheetId, startRowIndex: 1, endRowIndex: 4 });
await document.updateProperties({ title: "Paid by JavaScript" });

const gone = opened("1Nobody");
seen.missing = await gone.loadInfo().then(() => "found", (problem) => problem.message);

process.stdout.write(JSON.stringify(seen));
