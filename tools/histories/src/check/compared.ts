import { ADD_ONS, ledgerStream, meaningOfLine } from '@gatehouse/contracts';
import type { Installation } from '../play/installation.js';
import { SCHOOL } from '../source/serve-school.js';
import { allDocuments } from './documents.js';

/** What a history leaves behind, by record: what its lines said one after the other, and the documents (design section 8.3). */
export interface Remains {
  lines: Map<string, string[]>;
  documents: Map<string, string>;
}

export async function remainsOf(installation: Installation): Promise<Remains> {
  const lines = new Map<string, string[]>();
  for (const addOn of ADD_ONS) {
    for (const { type, data } of await installation.stream(ledgerStream(SCHOOL, addOn))) {
      if (!meaningOfLine(type)) continue;
      const { recordKey, sealed: _, generation: __, ...said } = data;
      const name = `${addOn} ${String(recordKey)}`;
      const told = lines.get(name) ?? [];
      lines.set(name, told);
      const text = `${type} ${JSON.stringify(said)}`;
      if (told.at(-1) !== text) told.push(text);
    }
  }
  const documents = new Map<string, string>();
  for (const [addOn, kinds] of await allDocuments(installation)) {
    for (const [kind, found] of kinds) {
      for (const [id, document] of found) documents.set(`${addOn} ${kind} ${id}`, JSON.stringify(document));
    }
  }
  return { lines, documents };
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
