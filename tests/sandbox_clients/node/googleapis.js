// A program written with Google's own googleapis: node googleapis.js URL KEY_FILE SPREADSHEET_ID.
// Prints one JSON object with what it saw.
import { google } from "googleapis";
import { signedIn } from "./sign_in.js";

const [url, keyFile, spreadsheetId] = process.argv.slice(2);
const auth = signedIn(keyFile, [
  "https://www.googleapis.com/auth/spreadsheets",
  "https://www.googleapis.com/auth/drive",
]);
const rootUrl = `${url}/`;
const sheets = google.sheets({ version: "v4", auth, rootUrl });
const drive = google.drive({ version: "v3", auth, rootUrl });
const { values } = sheets.spreadsheets;
const seen = {};

const book = (await sheets.spreadsheets.get({ spreadsheetId, fields: "properties.title,sheets.properties" })).data;
seen.title = book.properties.title;
const { sheetId } = book.sheets.find((sheet) => sheet.properties.title === "Wage list").properties;

seen.rows = (await values.get({ spreadsheetId, range: "'Wage list'!A1:B" })).data.values;
const written = await values.update({
  spreadsheetId,
  range: "'Wage list'!B2",
  valueInputOption: "USER_ENTERED",
  requestBody: { values: [["$17.50"]] },
});
seen.updated = written.data.updatedRange;
const appended = await values.append({
  spreadsheetId,
  range: "'Wage list'!A1",
  valueInputOption: "RAW",
  insertDataOption: "INSERT_ROWS",
  requestBody: { values: [[1003, 18.25]] },
});
seen.appended = appended.data.updates.updatedRange;

const batch = await sheets.spreadsheets.batchUpdate({
  spreadsheetId,
  requestBody: {
    requests: [
      { addSheet: { properties: { title: "Made by googleapis" } } },
      { updateCells: { start: { sheetId, rowIndex: 0, columnIndex: 2 }, fields: "userEnteredValue",
        rows: [{ values: [{ userEnteredValue: { stringValue: "Doubled" } }] },
          { values: [{ userEnteredValue: { formulaValue: "=B2*2" } }] }] } },
      { sortRange: { range: { sheetId, startRowIndex: 1 },
        sortSpecs: [{ dimensionIndex: 0, sortOrder: "DESCENDING" }] } },
    ],
  },
});
seen.replies = batch.data.replies.map((reply) => Object.keys(reply));
const read = await values.batchGet({
  spreadsheetId,
  ranges: ["'Wage list'!A2:C", "'Wage list'!C1"],
  valueRenderOption: "UNFORMATTED_VALUE",
});
seen.read = read.data.valueRanges.map((range) => range.values);
await values.clear({ spreadsheetId, range: "'Wage list'!C1:C" });

const made = (await sheets.spreadsheets.create({ requestBody: { properties: { title: "Second" } } })).data;
seen.files = (await drive.files.list({ q: "name = 'Second'", fields: "files(id,name)" })).data.files.length;
const exported = await drive.files.export(
  { fileId: spreadsheetId, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { responseType: "arraybuffer" },
);
seen.exported = Buffer.from(exported.data).subarray(0, 2).toString();
await drive.files.delete({ fileId: made.spreadsheetId });

seen.missing = await sheets.spreadsheets.get({ spreadsheetId: "1Nobody" }).catch((problem) => problem.status);
seen.refused = await values
  .get({ spreadsheetId, range: "Nowhere!A1" })
  .catch((problem) => problem.response.data.error.message);

process.stdout.write(JSON.stringify(seen));
