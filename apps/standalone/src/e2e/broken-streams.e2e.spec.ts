import { describe, expect, it } from '@jest/globals';
import {
  closingsStream,
  ledgerStream,
  permissionsStream,
  restrictionsStream,
  settingsStream,
  syncStream,
} from '@gatehouse/schemas';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { alterFile } from '../../testing/altered-file.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';

const OTHER = 'A1930499545';
const ADD_ON = 'parent-portal';

const people = () => ({ students: [student('kim', [contact('mum'), contact('dad')])] });
const schools = () => [aSchool(people()), aSchool(people(), { id: OTHER })];

/** What somebody made of an event's data. */
const CUT = '{"a":';
const EMPTY = '{}';
const OTHER_FORM = (data: string) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(JSON.parse(data) as object).map(([name, value]) => [
        name,
        typeof value === 'string' ? 7 : 'x',
      ]),
    ),
  );

/** Alters the last event of a stream, of a type where one is named, behind the services' backs. */
async function damage(
  gate: Gate,
  stream: string,
  made: string | ((data: string) => string),
  type = '%',
): Promise<void> {
  await gate.stop();
  alterFile(gate, 'events', (db) => {
    const row = db.first<{ position: number; data: string }>(
      `SELECT e.position, e.data FROM events e JOIN streams s ON s.id = e.stream
       WHERE s.name = ? AND e.type LIKE ? ORDER BY e.revision DESC LIMIT 1`,
      [stream, type],
    );
    if (!row) throw new Error(`${stream} has no such event.`);
    const data = typeof made === 'string' ? made : made(row.data);
    db.run('UPDATE events SET data = ? WHERE position = ?', [data, row.position]);
  });
  gate.log.length = 0;
  await gate.start();
}

const contacts = async (gate: Gate, schoolId: string) =>
  (await gate.documents(ADD_ON, 'contact', schoolId)).map(({ id }) => id);

/** The other school's orders act, whatever is wrong with the first. @returns the problems of the first. */
async function goesOnWithoutHarm(gate: Gate): Promise<string[]> {
  gate.sandbox.control.change(OTHER, { kind: 'order-added', contact: 'dad' });
  const { schools: results } = await gate.sync();
  const of = (id: string) => results.find(({ schoolId }) => schoolId === id);
  expect(of(OTHER)).toMatchObject({ outcome: 'completed', problems: [] });
  expect(await contacts(gate, OTHER)).toEqual([gate.documentIdOf('contact', 'mum', OTHER)]);
  expect(gate.log.filter((line) => line.includes('died'))).toEqual([]);
  const problems = of(SCHOOL)?.problems ?? [];
  for (const { message } of problems) expect(message).not.toMatch(/Forename|Surname/);
  return problems.map(({ code }) => code);
}

describe('one event of one school that cannot be read costs no other school anything', () => {
  it.each([
    ['the last of its decisions, cut off', settingsStream(SCHOOL), CUT, ['EVENT_DAMAGED']],
    ['the last of its decisions, empty', settingsStream(SCHOOL), EMPTY, ['SETTINGS_EVENT_UNREADABLE']],
    ['the last of its register, cut off', restrictionsStream(SCHOOL), CUT, ['EVENT_DAMAGED']],
    ['the last of its register, empty', restrictionsStream(SCHOOL), EMPTY, ['REGISTER_EVENT_UNREADABLE']],
    ['the last of its runs, cut off', syncStream(SCHOOL), CUT, ['EVENT_DAMAGED']],
    ['the last of its runs, empty', syncStream(SCHOOL), EMPTY, ['SYNC_EVENT_UNREADABLE']],
    ['the last of its runs, of another form', syncStream(SCHOOL), OTHER_FORM, ['SYNC_EVENT_UNREADABLE']],
    ['the last of its permissions, cut off', permissionsStream(SCHOOL), CUT, ['RUN_GIVEN_UP']],
    ['the last of a ledger, cut off', ledgerStream(SCHOOL, ADD_ON), CUT, ['RUN_GIVEN_UP']],
    ['the last closing, cut off', closingsStream(SCHOOL, ADD_ON), CUT, []],
    ['the last closing, empty', closingsStream(SCHOOL, ADD_ON), EMPTY, []],
    ['the last closing, of another form', closingsStream(SCHOOL, ADD_ON), OTHER_FORM, []],
  ])('%s', (_, stream, made, problems) =>
    given(schools(), async ({ gate, when }) => {
      await gate.decide('CourtOrderPolicySet', { blankCourtOrder: 'no-order' });
      await when();
      await damage(gate, stream, made);
      expect(await goesOnWithoutHarm(gate)).toEqual(problems);
    }),
  );
});
