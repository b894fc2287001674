import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alike, contact, order, pupils, seeded, whole } from '../../testing/a-reading.js';
import { documentIdKey, DocumentIds } from '@gatehouse/privacy';
import { ADataDirectory } from '../../testing/a-data-directory.js';

const PAGES = [
  'look-into-a-ledger',
  'change-a-schools-settings',
  'people-who-stay-out',
  'too-many-are-gone',
  'records-that-failed',
  'a-school-that-is-not-served',
  'documents-that-are-hidden',
  'stores-that-were-restored',
];

const RECORD = 'a'.repeat(32);
/** In place of a document id from somebody else's installation, one of this. */
const ofThisInstallation = (words: readonly string[]) => {
  const ids = new DocumentIds(documentIdKey(data.directory.masterKey, 'A1000008530'));
  return words.map((word, at) => (words[at - 1] === '--document-id' ? ids.documentId(RECORD) : word));
};

/** The `npx gatehouse` commands of a page, as words; what a command is piped into is left out. */
function commandsOf(page: string): string[][] {
  const text = readFileSync(new URL(`../../../../docs/how-to/${page}.md`, import.meta.url), 'utf8');
  const commands = [...text.matchAll(/^npx gatehouse ([^|>\n]+)/gm)].map(([, command]) => command ?? '');
  return commands.map((command) =>
    [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
  );
}

let data: ADataDirectory;
beforeAll(async () => {
  data = await ADataDirectory.make();
  for (const id of ['A1000008530', 'A1000108530', 'A1000208530']) await data.school(id, 'A school');
  await registerOfThePage();
  await holdsOfThePage();
  await data.ledger('A1000008530', 'parent-portal', [{ kind: 'contact', recordKey: RECORD }]);
});
afterAll(() => data.remove());

/** The people of `people-who-stay-out`: what each of its commands needs to be about. */
async function registerOfThePage(): Promise<void> {
  const [pupil, ...rows] = ['b1', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map((digits) => digits.repeat(16)) as [
    string,
    ...string[],
  ];
  const [ordered, brother, other, , old, renewed] = rows as [string, string, string, string, string, string];
  await data.reading('A1000008530', 1, [
    seeded(),
    pupils(pupil),
    ...rows.map((row) => contact(row, [pupil])),
    order(ordered, pupil),
    order(other, pupil),
    order(old, pupil),
    alike(ordered, brother),
    whole(),
  ]);
  await data.reading('A1000008530', 3, [order(renewed, pupil, 'unreadable')]);
  await data.reading('A1000008530', 5, [
    whole([ordered, other, old, renewed].map((row) => ({ row, child: pupil }))),
  ]);
}

/** What waits in `too-many-are-gone`: pupils and staff that are gone, and contacts after a change of MIS. */
async function holdsOfThePage(): Promise<void> {
  const school = 'A1000108530';
  const [pupil, teacher, moved, lifted, unblocked, renewed] = ['b1', 'e1', 'c1', 'c2', 'c3', 'c6'].map(
    (digits) => digits.repeat(16),
  ) as [string, string, string, string, string, string];
  const restricted = [moved, lifted, unblocked];
  await data.reading(school, 1, [
    seeded(),
    pupils(pupil),
    ...restricted.map((row) => contact(row, [pupil])),
    order(moved, pupil),
    order(lifted, pupil),
    whole(),
  ]);
  const who = ['--actor', 'A. Bursar', '--reason', 'Ticket 4711'];
  await data.gatehouse('settings', 'set', '--school', school, ...who, '--block', unblocked);
  await data.reading(school, 3, [
    contact(renewed, [pupil]),
    whole(restricted.map((row) => ({ row, child: pupil }))),
  ]);
  const values = { surname: 'Lane' };
  await data.ledger(school, 'email-text', [
    { kind: 'student', recordKey: pupil, values },
    { kind: 'employee', recordKey: teacher, values },
    { kind: 'contact', recordKey: RECORD, values },
    { kind: 'contact', recordKey: renewed, data: { reasons: ['ARRIVAL_HELD'] } },
  ]);
  await data.held(school, 'email-text', { kind: 'student', held: [pupil] });
  await data.held(school, 'email-text', { kind: 'employee', held: [teacher] });
  await data.held(school, 'email-text', { kind: 'contact', held: [RECORD], arrivalsWait: true });
}

describe.each(PAGES)('docs/how-to/%s.md', (page) => {
  it.each(commandsOf(page).map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const { exitCode, notes } = await data.gatehouse(...ofThisInstallation(words));
    expect(exitCode).toBe(0);
    expect(notes).not.toContainEqual(expect.stringContaining('never seen'));
  });
});
