import { generatedFrom, markdownTable } from './markdown.mjs';

const code = (text) => `\`${text}\``;

/** `docs/reference/reason-codes.md` from the rows of `reason-codes.csv`. */
export function reasonCodesPage(rows) {
  const sections = rows.map(
    (row) =>
      `## ${row.code}\n\n${row.meaning}\n\n` +
      markdownTable(
        ['', ''],
        [
          ['applies to', row.applies_to],
          ['comes from', row.origin],
          ['who can put it right', row.who_can_fix],
          ['how', row.how_to_fix],
          ['who may see it', row.visible_to],
        ],
      ),
  );
  return `${generatedFrom('`libs/schemas/domain/reason-codes.csv`')}
# Reason codes

Why a record stays out of an add-on, or left it. A line that excludes carries every reason that applies; a line that
withdraws carries one. ${code('safeguarding')} in the last row means that only those who look after safeguarding may see
the reason; the command line and the ledger show every reason to whoever may read the data directory.

${markdownTable(
  ['code', 'meaning'],
  rows.map((row) => [`[${code(row.code)}](#${row.code.toLowerCase()})`, row.meaning]),
)}

${sections.join('\n\n')}
`;
}
