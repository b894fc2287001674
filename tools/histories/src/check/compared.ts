import { ADD_ONS, ledgerStream, meaningOfLine } from '@gatehouse/schemas';
import type { Installation } from '../play/installation.js';
import { SCHOOL } from '../source/serve-school.js';
import { allDocuments } from './documents.js';

/** What a history leaves behind, by record: what its lines said one after the other, and the documents (design section 8.3). */
export interface Remains {
  lines: Map<string, string[]>;
  documents: Map<string, string>;
}

export async function remainsOf(installation: Installation): Promise<Remains> {
  const told = new Map<string, ToldLine[]>();
  for (const addOn of ADD_ONS) {
    for (const { type, data, metadata } of await installation.stream(ledgerStream(SCHOOL, addOn))) {
      if (!meaningOfLine(type)) continue;
      const { recordKey, sealed: _, generation: __, ...said } = data;
      const text = `${type} ${JSON.stringify(said)}`;
      listIn(told, `${addOn} ${String(recordKey)}`).push({
        type,
        text,
        isAtOnce: metadata['causationId'] === undefined,
      });
    }
  }
  const lines = new Map([...told].map(([name, own]) => [name, textsOf(own)]));
  const documents = new Map<string, string>();
  for (const [addOn, kinds] of await allDocuments(installation)) {
    for (const [kind, found] of kinds) {
      for (const [id, document] of found) documents.set(`${addOn} ${kind} ${id}`, JSON.stringify(document));
    }
  }
  return { lines, documents };
}

interface ToldLine {
  type: string;
  text: string;
  /** What the ledger alone told, without a record of the source. */
  isAtOnce: boolean;
}

/** Each text once in a row, without lines that were replaced. */
function textsOf(lines: readonly ToldLine[]): string[] {
  const texts = lines.filter((line, i) => !isReplaced(line, lines[i + 1])).map(({ text }) => text);
  return texts.filter((text, i) => text !== texts[i - 1]);
}

/**
 * Whether the line took somebody out at once and the next one restricts no less. How much a writer knew when it looked, and
 * so how many such lines there are and what they say, differs from play to play.
 */
const isReplaced = (line: ToldLine, next: ToldLine | undefined): boolean =>
  next !== undefined &&
  line.isAtOnce &&
  !line.type.endsWith('Withdrawn') &&
  (next.type.endsWith('Excluded') || next.isAtOnce);

function listIn<Item>(lists: Map<string, Item[]>, name: string): Item[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** The first difference, as text; undefined where there is none. */
export function firstDifference(calm: Remains, restless: Remains): string | undefined {
  for (const name of new Set([...calm.documents.keys(), ...restless.documents.keys()])) {
    const [a, b] = [calm.documents.get(name), restless.documents.get(name)];
    if (a !== b) return `document ${name}: ${a} undisturbed, ${b} disturbed`;
  }
  for (const name of new Set([...calm.lines.keys(), ...restless.lines.keys()])) {
    const [a, b] = [calm.lines.get(name), restless.lines.get(name)];
    if (a?.join('\n') !== b?.join('\n'))
      return `lines of ${name}:\n  undisturbed\n    ${a?.join('\n    ')}\n  disturbed\n    ${b?.join('\n    ')}`;
  }
  return undefined;
}
