// @ts-check
// Rows as CSV the way Norwegian spreadsheets read it: semicolons, and a mark at the start that says UTF-8.

/** @param {string[][]} rows */
export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;

/** A text as a cell. One that a spreadsheet would take for a formula gets an apostrophe. @param {string} text */
function cell(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
