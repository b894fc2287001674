/** Where the rows of a page stand in its text. */
export interface SplitRows {
  /** From the bracket that opens `data` to behind the one that closes it. */
  from: number;
  to: number;
  /** Of each row, from and to. */
  rows: [from: number, to: number][];
  /** There are more rows than were wanted: the rest was not looked at. */
  hasMore: boolean;
}

const SPACE = /[ \t\n\r]*/y;
/** Where anything begins or ends that may hold a comma. */
const STRUCTURE = /["[\]{}]/g;
const SCALAR_END = /[,\]}]/g;

/**
 * Finds the rows of a page, `{ "data": [row, …], … }`, without parsing them: so a page is never in memory as more values
 * than one row has. Brackets in texts do not count. Whether anything of it is JSON is for whoever parses the parts.
 *
 * @param most how many rows are wanted.
 * @returns undefined for a text of another form, and for one that ends too soon.
 */
export function splitRows(text: string, most: number): SplitRows | undefined {
  let at = afterSpace(text, 0);
  if (text[at] !== '{') return undefined;
  at = afterSpace(text, at + 1);
  while (text[at] === '"') {
    const nameEnd = endOfText(text, at);
    if (nameEnd === undefined) return undefined;
    const isData = isName(text.slice(at, nameEnd), 'data');
    at = afterSpace(text, nameEnd);
    if (text[at] !== ':') return undefined;
    at = afterSpace(text, at + 1);
    if (isData && text[at] === '[') return rowsOf(text, at, most);
    const end = endOfValue(text, at);
    if (end === undefined) return undefined;
    at = afterSpace(text, end);
    if (text[at] !== ',') return undefined;
    at = afterSpace(text, at + 1);
  }
  return undefined;
}

function rowsOf(text: string, from: number, most: number): SplitRows | undefined {
  const rows: [number, number][] = [];
  let at = afterSpace(text, from + 1);
  if (text[at] === ']') return { from, to: at + 1, rows, hasMore: false };
  for (;;) {
    if (rows.length >= most) return { from, to: at, rows, hasMore: true };
    const end = endOfValue(text, at);
    if (end === undefined) return undefined;
    rows.push([at, end]);
    at = afterSpace(text, end);
    if (text[at] === ']') return { from, to: at + 1, rows, hasMore: false };
    if (text[at] !== ',') return undefined;
    at = afterSpace(text, at + 1);
  }
}

function afterSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** Behind the value that begins here. */
function endOfValue(text: string, from: number): number | undefined {
  const first = text[from];
  if (first === '"') return endOfText(text, from);
  if (first !== '{' && first !== '[') {
    SCALAR_END.lastIndex = from;
    return SCALAR_END.exec(text)?.index;
  }
  let depth = 0;
  let at = from;
  for (;;) {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(text);
    if (!found) return undefined;
    const [sign] = found;
    if (sign === '"') {
      const end = endOfText(text, found.index);
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    depth += sign === '{' || sign === '[' ? 1 : -1;
    at = found.index + 1;
    if (depth === 0) return at;
  }
}

const QUOTE = '"';
const BACKSLASH = 0x5c;

/** Behind the quote that closes the text which begins here. */
function endOfText(text: string, from: number): number | undefined {
  for (let quote = text.indexOf(QUOTE, from + 1); quote !== -1; quote = text.indexOf(QUOTE, quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    // An even number of them are backslashes of the text; with an odd one the quote is the text's.
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return undefined;
}

/** Whether a JSON text says this, with escapes or without. */
function isName(json: string, name: string): boolean {
  if (json === `"${name}"`) return true;
  // Nobody spells a name of four letters in more than six characters each.
  if (!json.includes('\\') || json.length > name.length * 6 + 2) return false;
  try {
    return JSON.parse(json) === name;
  } catch {
    return false;
  }
}
