import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';
import { followRequests } from '@gatehouse/wonde-ingest';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { gatehouse } from '../../testing/command-line.js';
import { failingEngines } from '../../testing/failing-engines.js';
import { Gate } from '../../testing/gate.js';

const OTHER = 'A1930499545';
const REDRIVE = ['dead-letters', 'redrive', '--actor', 'O. Perator', '--reason', 'Repaired', '--json'];

/** Keys of the records whose lines are refused. */
let refused: string[];
let gate: Gate;
beforeEach(async () => {
  refused = [];
  const engines = failingEngines();
  engines.ofEvent = (_, { data }) =>
    refused.includes(String(data['recordKey'])) ? new TypeError('a defect') : undefined;
  const records = { students: [student('S1', [contact('C1')]), student('S2')] };
  gate = await Gate.open({
    world: { schools: [aSchool(records), aSchool(records, { id: OTHER })] },
    engines: engines.on,
  });
});
afterEach(() => gate.close());

const commandLine = async (...words: string[]) =>
  JSON.parse(await gatehouse([...words, '--data-dir', gate.directory.folder])) as unknown;
const letters = async () => {
  const document = (await commandLine('dead-letters', 'list', '--json')) as {
    deadLetters: { schoolId: string; kind: string; recordKey: string; state: string }[];
  };
  return document.deadLetters.map(({ schoolId, kind, recordKey, state }) => ({ schoolId, kind, recordKey, state })); // prettier-ignore
};
const outcomes = async (schoolId: string) =>
  (await gate.runs(schoolId)).flatMap(({ type, data }) =>
    type === 'SyncRunCompleted' ? [data['outcome']] : [],
  );
const namesOf = async () => (await gate.documents('email-text', 'student')).length;

describe('a record that cannot be processed', () => {
  it('is listed, redriven for its school alone, healed by the run that follows, and then gone', async () => {
    const [mine, others] = [gate.keyOf('student', 'S1'), gate.keyOf('student', 'S1', OTHER)];
    refused = [mine, others];
    await gate.sync();
    expect([await outcomes(SCHOOL), await namesOf()]).toEqual([['partial'], 1]);
    const letter = { kind: 'student', state: 'waiting' };
    const ofMine = { ...letter, schoolId: SCHOOL, recordKey: mine };
    const ofOther = { ...letter, schoolId: OTHER, recordKey: others };
    const both = await letters();
    expect(both).toHaveLength(2);
    expect(both).toEqual(expect.arrayContaining([ofMine, ofOther]));

    refused = [];
    const following = followRequests({
      eventStore: gate.engines.eventStore,
      service: gate.services.ingest,
      stalls: gate.stalls,
      logger: { error: () => undefined },
      onResult: () => undefined,
      onDeath: (error) => gate.log.push(`died: ${String(error)}`),
    });
    try {
      expect(await commandLine(...REDRIVE, '--school', SCHOOL)).toMatchObject({
        schools: [{ schoolId: SCHOOL, letters: 1, revision: 0 }],
      });
      await until('the run that was asked for', async () => (await outcomes(SCHOOL)).length === 2);
    } finally {
      await following.stop();
    }
    await gate.services.projector.caughtUp();
    expect([await outcomes(SCHOOL), await namesOf()]).toEqual([['partial', 'completed'], 2]);
    expect(await outcomes(OTHER)).toEqual(['partial']);
    expect((await letters()).filter(({ schoolId }) => schoolId === OTHER)).toEqual([ofOther]);
    expect((await letters()).filter(({ state }) => state !== 'settled')).toEqual([ofOther]);

    await gate.sync();
    expect((await letters()).filter(({ state }) => state !== 'settled')).toEqual([]);
    await commandLine(...REDRIVE, '--all');
    expect(await letters()).toEqual([]);
    expect(gate.log.filter((line) => line.includes('died'))).toEqual([]);
  });
});
