import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import { whyNotServed } from '@gatehouse/cms-projector/served';
import type { Kind } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';
import { DEFAULT_SUSPENSION_LIMITS } from '@gatehouse/policy';
import { KeyRing, newestRunKeyId } from '@gatehouse/privacy';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { aSchool, CARER, contact, event, ORDER, SCHOOL, student } from '../../testing/a-school.js';
import { gatehouse } from '../../testing/command-line.js';
import type { Gate } from '../../testing/gate.js';
import type { Scene } from '../../testing/given.js';
import { given } from '../../testing/given.js';
import { PEOPLE_ADD_ONS, standings } from '../../testing/standings.js';
import { exitCodeOf } from '../terminal/exit-code.js';
import { resultTable } from '../terminal/result-table.js';

const PUPILS = [
  ...['amira', 'bruno', 'chloe', 'dylan', 'edith', 'felix', 'grace'],
  ...['hamid', 'ivy', 'jonas', 'keira', 'lewis', 'maeve', 'noor'],
];
/** A family for each pupil: `amira` with the contact `amiras`. */
const families = (names: readonly string[], relationship: { [contact: string]: typeof CARER } = {}) =>
  aSchool({
    students: names.map((name) => student(name, [contact(`${name}s`, relationship[`${name}s`] ?? CARER)])),
    events: [event('fair')],
  });

const WHO = ['--actor', 'S. Lead', '--reason', 'Ticket 4711'];
const hold = (gate: Gate, command: string, kind: Kind, ...words: string[]) =>
  gatehouse([
    ...['hold', command, '--school', SCHOOL, '--kind', kind, ...words],
    ...['--data-dir', gate.directory.folder],
  ]);
/** What is held of a kind, alike in all the add-ons that take people. */
const held = ({ addOns }: SchoolResult, kind: Kind) => {
  const holds = PEOPLE_ADD_ONS.map((addOn) => addOns[addOn]?.holds?.[kind]);
  const counts = holds.map((one) => one && [one.withdrawals, one.arrivals, one.answer]);
  expect(counts).toEqual(counts.map(() => counts[0]));
  return holds[0];
};
const shows = async ({ gate, when }: Scene, school: ReturnType<typeof families>) => {
  await gate.serve({ schools: [school] });
  return when();
};
const tableOf = (result: SchoolResult) => resultTable({ schools: [result] });
/** The commands that the result prints, as words. */
const printed = (result: SchoolResult, gate: Gate) =>
  resultTable({ schools: [result] }, gate.directory.folder)
    .split('\n')
    .filter((line) => line.includes('npx gatehouse hold'))
    .map((line) =>
      line
        .trim()
        .replace('npx gatehouse ', '')
        .split(/ +/)
        .map((word) => ({ NAME: 'S. Lead', TEXT: 'Ticket 4711' })[word] ?? word),
    );

/** Design section 3, hold: the whole way, from the source over what people see and decide to who is in. */
describe('a school that loses most of its pupils overnight', () => {
  const all = PUPILS;

  it('is held, and nobody goes before the school says so', () =>
    given(families(all), async (scene) => {
      const { gate, when } = scene;
      const result = await shows(scene, families(all.slice(0, 2)));
      expect([result.outcome, exitCodeOf({ schools: [result] })]).toEqual(['held', 7]);
      expect(held(result, 'student')).toMatchObject({ withdrawals: 12, arrivals: 0, answer: 'none' });
      expect(await standings(gate, 'student', 'noor')).toBe('imported');
      expect(await standings(gate, 'contact', 'noors', all)).toBe('imported: noor');
      expect(result.addOns['email-text']?.kinds.student).toMatchObject({
        withdrawn: 0,
        held: 12,
        present: 14,
      });
      expect(tableOf(result)).toContain('? 12 students are gone from the source');
      expect(await hold(gate, 'show', 'student')).toContain('12 of the 14 that stood');
      const [show = [], approve = []] = printed(result, gate);
      expect(await gatehouse(show)).toContain(gate.keyOf('student', 'noor'));
      await gatehouse(approve);
      // It takes effect when a run is closed; a parent whose last child leaves goes with it, by that rule.
      expect(await standings(gate, 'student', 'noor')).toBe('imported');
      const next = await when();
      expect(await standings(gate, 'student', 'noor')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'student', 'amira')).toBe('imported');
      expect(await standings(gate, 'contact', 'noors')).toBe('excluded: NO_CHILD_IN_ADD_ON');
      expect([next.outcome, held(next, 'student'), held(next, 'contact')]).toEqual([
        'completed',
        undefined,
        undefined,
      ]);
    }));

  it('is not served with those who wait, after a store was restored, before the school says so', () =>
    given(families(all), async (scene) => {
      const { gate, when } = scene;
      const { keyStore, masterKey } = gate.engines;
      const lost = { schoolId: SCHOOL, run: 99, runId: randomUUID() };
      await new KeyRing(keyStore, masterKey).ensure([newestRunKeyId(lost)]);
      const result = await shows(scene, families(all.slice(0, 2)));
      expect(result.outcome).toBe('held');
      const notServed = async () => {
        const { document = {} } = (await gate.engines.readModels.get(SCHOOLS, SCHOOLS_OWNER, SCHOOL)) ?? {};
        const whyNot = (kind: Kind) => whyNotServed(document, kind, new Date(), DEFAULT_SUSPENSION_LIMITS);
        return KINDS.filter((kind) => whyNot(kind));
      };
      expect(await notServed()).toEqual(['student', 'contact']);
      const [, approve = []] = printed(result, gate);
      await gatehouse(approve);
      expect((await when()).outcome).toBe('completed');
      expect(await notServed()).toEqual([]);
    }));

  it('says that the hold ended by itself when they are back', () =>
    given(families(all), async (scene) => {
      await shows(scene, families(all.slice(0, 2)));
      await hold(scene.gate, 'discard', 'student', ...WHO);
      const waiting = await scene.when();
      expect(held(waiting, 'student')).toMatchObject({ answer: 'discarded' });
      expect(tableOf(waiting)).toContain('The school said that the MIS is wrong');
      const result = await shows(scene, families(all));
      expect(result.outcome).toBe('completed');
      expect(tableOf(result)).toContain('i What waited of the students ended by itself');
      expect(tableOf(await scene.when())).not.toContain('ended by itself');
      expect(await hold(scene.gate, 'show', 'student')).toBe('');
    }));

  it('is partial when something cannot be read, and what is held is told all the same', () =>
    given(families(all), async (scene) => {
      await scene.gate.serve({ schools: [families(all.slice(0, 2))] });
      const result = await scene.whileFailing({ resource: 'events', status: 500 });
      expect([result.outcome, exitCodeOf({ schools: [result] })]).toEqual(['partial', 6]);
      expect(held(result, 'student')).toMatchObject({ withdrawals: 12 });
      expect(tableOf(result)).toContain('? 12 students are gone from the source');
    }));
});

describe('a change of MIS', () => {
  const old = PUPILS.slice(0, 6);
  const renewed = PUPILS.slice(6, 12);

  it('lets nobody in before each restriction matches somebody again, and then not who is restricted', () =>
    given(families(old, { brunos: ORDER }), async (scene) => {
      const { gate, when } = scene;
      const [blocked, newBlocked] = [gate.keyOf('contact', 'amiras'), gate.keyOf('contact', 'graces')];
      const [ordered, newOrdered] = [gate.keyOf('contact', 'brunos'), gate.keyOf('contact', 'hamids')];
      await gate.decide('PersonBlocked', { recordKey: blocked });
      await when();
      expect(await standings(gate, 'contact', 'amiras')).toBe('excluded: PERSON_BLOCKED');
      // The new MIS knows of neither.
      const result = await shows(scene, families(renewed));
      expect([result.outcome, exitCodeOf({ schools: [result] })]).toEqual(['held', 7]);
      expect(held(result, 'contact')).toMatchObject({ withdrawals: 4, arrivals: 6 });
      expect(held(result, 'student')).toMatchObject({ withdrawals: 6, arrivals: 6 });
      expect(tableOf(result)).toContain('It looks like a change of MIS: 6 new contacts wait to come in');
      expect(await standings(gate, 'student', 'ivy')).toBe('excluded: ARRIVAL_HELD');
      expect(await standings(gate, 'student', 'chloe')).toBe('imported');

      await hold(gate, 'approve', 'student', '--arrivals', ...WHO);
      await hold(gate, 'approve', 'student', ...WHO);
      await hold(gate, 'approve', 'contact', ...WHO);
      const shown = await hold(gate, 'show', 'contact');
      expect(shown).toContain(`--school ${SCHOOL} ${blocked} NEW`);
      expect(shown).toContain(`--school ${SCHOOL} --row ${ordered} --input court_order`);
      await expect(hold(gate, 'approve', 'contact', '--arrivals', ...WHO)).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('2 restrictions match nobody any more'),
      });
      const waiting = await when();
      expect(await standings(gate, 'student', 'ivy')).toBe('imported');
      expect(await standings(gate, 'student', 'chloe')).toBe('withdrawn: NOT_IN_SOURCE');
      expect(await standings(gate, 'contact', 'ivys', renewed)).toMatch(/^excluded: .*ARRIVAL_HELD/);
      expect(held(waiting, 'contact')).toMatchObject({ arrivals: 6 });

      const move = (from: string, to: string) =>
        gatehouse([
          ...['restriction', 'move', '--school', SCHOOL, from, to, ...WHO],
          ...['--data-dir', gate.directory.folder],
        ]);
      await move(blocked, newBlocked);
      await move(ordered, newOrdered);
      await hold(gate, 'approve', 'contact', '--arrivals', ...WHO);
      const last = await when();
      expect(last.outcome).toBe('completed');
      expect(await standings(gate, 'contact', 'ivys', renewed)).toBe('imported: ivy');
      expect(await standings(gate, 'contact', 'graces')).toBe('excluded: PERSON_BLOCKED');
      expect(await standings(gate, 'contact', 'hamids')).toBe('excluded: ACTIVE_COURT_ORDER');
    }));
});
