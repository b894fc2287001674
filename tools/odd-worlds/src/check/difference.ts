import type { AddOn, Kind } from '@gatehouse/schemas';
import { KINDS, ledgerStream } from '@gatehouse/schemas';
import { SCHOOL } from '@gatehouse/histories';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import type { Played } from '../play/play-world.js';
import type { Expected, ExpectedRecord } from './expected.js';

/** An add-on that takes all that may be taken of a kind. */
const ADD_ON_OF: Record<Kind, AddOn> = {
  student: 'email-text',
  contact: 'email-text',
  employee: 'email-text',
  class: 'parents-evening',
  group: 'parents-evening',
  event: 'mis-calendar',
};

/** The first difference between what should have come of a world and what did; undefined where there is none. */
export async function differenceOf(expected: Expected, played: Played): Promise<string | undefined> {
  const { first, second } = played;
  for (const kind of KINDS) {
    const difference = await differenceOfKind(expected, kind, played);
    if (difference !== undefined) return difference;
  }
  if (expected.isSchoolOver)
    return compared(
      'problems',
      ['SCHOOL_OVER_LIMIT'],
      first.problems.map(({ code }) => code),
    );
  return (
    compared('problems', problemsOf(expected), toldProblems(first)) ??
    differenceOfCounts(Object.fromEntries(expected.dropped), told(first)) ??
    compared('a second reading', 'nothing new', newIn(second) ?? 'nothing new') ??
    compared('problems of a second reading', toldProblems(first), toldProblems(second))
  );
}

function compared(what: string, should: unknown, did: unknown): string | undefined {
  const [one, other] = [JSON.stringify(should), JSON.stringify(did)];
  return one === other ? undefined : `${what}: should be ${one}, is ${other}`;
}

function differenceOfCounts(
  should: { [name: string]: number },
  did: { [name: string]: number },
): string | undefined {
  const name = Object.keys({ ...should, ...did }).find((one) => should[one] !== did[one]);
  return name === undefined ? undefined : compared(`dropped ${name}`, should[name] ?? 0, did[name] ?? 0);
}

async function differenceOfKind(expected: Expected, kind: Kind, { installation }: Played) {
  const idOf = (of: Kind, id: string) => installation.documentId(of, id);
  const named = (of: Kind, ids: Iterable<string>) =>
    [...new Set(ids)]
      .filter((id) => expected.recordsOf(of).has(id))
      .map((id) => ({ id: idOf(of, id) }))
      .sort(byId);
  const documentOf = (id: string, record: ExpectedRecord) => {
    const { fields, children, students, employees } = record;
    return {
      ...fields,
      ...(children && {
        children: [...children]
          .map(([child, priority]) => ({
            id: idOf('student', child),
            ...(priority !== undefined && { priority }),
          }))
          .sort(byId),
      }),
      ...(students && { students: named('student', students) }),
      ...(employees && { employees: named('employee', employees) }),
      id: idOf(kind, id),
    };
  };
  const documents = await installation.documents(ADD_ON_OF[kind], kind);
  const should = new Map(
    [...expected.recordsOf(kind)].map(([id, record]) => [
      idOf(kind, id),
      { id, document: documentOf(id, record) },
    ]),
  );
  for (const [name, { id, document }] of should) {
    const is = documents.get(name);
    if (expected.isSchoolOver) continue;
    if (!is && kind === 'contact' && expected.maybeAlike.has(id) && (await isAlike(installation, id)))
      continue;
    if (!is) return `${kind} ${id} should be in, but ${await lastLineOf(installation, kind, id)}`;
    const difference = compared(`${kind} ${id}`, sorted(document), sorted(is));
    if (difference !== undefined) return difference;
  }
  const stranger = [...documents.keys()].find((name) => !should.has(name));
  return stranger === undefined
    ? undefined
    : `${kind}: should not be in: ${JSON.stringify(documents.get(stranger))}`;
}

/** Whether the contact stays out for somebody who is like it. */
async function isAlike(installation: Played['installation'], id: string): Promise<boolean> {
  const key = installation.pseudonyms.recordKey('contact', id);
  return (await installation.kept()).some(({ row, because }) => row === key && because === 'alike');
}

/** What the ledger says of a record that is not in. */
async function lastLineOf(installation: Played['installation'], kind: Kind, id: string): Promise<string> {
  const key = installation.pseudonyms.recordKey(kind, id);
  const lines = await installation.stream(ledgerStream(SCHOOL, ADD_ON_OF[kind]));
  const last = lines.findLast(({ data }) => data['recordKey'] === key);
  return last ? `${last.type} ${JSON.stringify(last.data['reasons'])}` : 'no line names it';
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

/** With the names of each object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}

function problemsOf({ unreadable, rowsOver, unidentified, failed }: Expected): string[] {
  return KINDS.flatMap((kind) => {
    const over = rowsOver.has(kind) ? [`${kind} ROWS_OVER_LIMIT`] : [];
    // Of these the first that is so: of a kind that is not closed the worst is told.
    if (unreadable.has(kind)) return [`${kind} KIND_UNREADABLE`, ...over];
    if (unidentified.has(kind)) return [`${kind} RECORDS_UNIDENTIFIED`, ...over];
    return failed.has(kind) ? [`${kind} RECORDS_FAILED`, ...over] : over;
  }).sort();
}

const toldProblems = ({ problems }: SchoolResult): string[] =>
  problems.map(({ code, message }) => `${message.split(':')[0]} ${code}`).sort();

const told = ({ dropped }: SchoolResult): { [name: string]: number } => {
  const { byName = {}, others = 0 } = dropped ?? {};
  return { ...byName, ...(others > 0 && { others }) };
};

/** What a reading of the same school once more should not have: anything new. */
function newIn({ addOns }: SchoolResult): string | undefined {
  for (const [addOn, { kinds }] of Object.entries(addOns)) {
    for (const [kind, { imported, excluded, withdrawn }] of Object.entries(kinds)) {
      if (imported + excluded + withdrawn > 0)
        return `${addOn} ${kind} ${imported} in, ${excluded} out, ${withdrawn} gone`;
    }
  }
  return undefined;
}
