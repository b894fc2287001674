import type { Kind } from '@gatehouse/schemas';
import { deadLettersOf, syncStream, TOPICS } from '@gatehouse/schemas';
import { AppendTooLarge, EventStoreUnavailable } from '@gatehouse/event-store';
import { MessageTooLarge, MessageBusUnavailable } from '@gatehouse/message-bus';
import { describe, expect, it } from '@jest/globals';
import { aSchool, contact, event, SCHOOL, student } from '../../testing/a-school.js';
import { failingEngines, times } from '../../testing/failing-engines.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { standing } from '../../testing/standing.js';
import { standings } from '../../testing/standings.js';

const school = () =>
  aSchool({
    students: ['kim', 'lee', 'max'].map((id) => student(id, [contact(`mum-of-${id}`)])),
    events: [event('fair'), event('play')],
  });

async function lettersOf(gate: Gate, topic: string) {
  const letters = [];
  for await (const { key, value } of gate.engines.bus.read(deadLettersOf(topic)))
    letters.push({ key, value });
  return letters;
}
const letterAbout = (gate: Gate, kind: Kind, id: string, attempts: number, errorClass: string) => ({
  key: SCHOOL,
  value: {
    schoolId: SCHOOL,
    run: expect.any(Number) as unknown,
    kind,
    recordKey: gate.keyOf(kind, id),
    place: expect.stringMatching(/^mis\./) as unknown,
    attempts,
    errorClass,
  },
});
const codesOf = (problems: readonly { code: string }[]) => problems.map(({ code }) => code);

describe('a record whose lines are refused, whatever is done', () => {
  it.each([
    ['TypeError', new TypeError('cannot')],
    ['APPEND_TOO_LARGE', new AppendTooLarge(1, 10)],
  ])('fails alone, with one letter, and comes in with the next run: %s', async (errorClass, error) => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const lee = gate.keyOf('student', 'lee');
        engines.ofEvent = (stream, { data }) =>
          stream.startsWith('ledger-') && data['recordKey'] === lee ? error : undefined;
        const { outcome, problems, addOns } = await when();
        expect(outcome).toBe('partial');
        expect(codesOf(problems)).toEqual(['RECORDS_FAILED']);
        expect(addOns['email-text']?.kinds.student).toMatchObject({ seen: 3, imported: 2, failed: 1 });
        expect(addOns['mis-calendar']?.kinds.event).toMatchObject({ seen: 2, imported: 2 });
        expect(await standings(gate, 'student', 'kim')).toBe('imported');
        expect(await standings(gate, 'student', 'lee')).toBe('never seen');
        const letters = await lettersOf(gate, TOPICS.permittedRecords);
        expect(letters).toEqual([letterAbout(gate, 'student', 'lee', 2, errorClass)]);
        engines.ofEvent = () => undefined;
        expect((await when()).outcome).toBe('completed');
        expect(await standings(gate, 'student', 'lee')).toBe('imported');
        expect(await lettersOf(gate, TOPICS.permittedRecords)).toEqual(letters);
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });

  it('stays as it was until then, and keeps nobody in who is gone', async () => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const before = await gate.documents('email-text', 'student');
        const lee = gate.keyOf('student', 'lee');
        engines.ofEvent = (_stream, { data }) =>
          data['recordKey'] === lee ? new TypeError('cannot') : undefined;
        const edited = {
          kind: 'field-edited',
          resource: 'students',
          id: 'lee',
          path: 'surname',
          value: 'New',
        } as const;
        const leaver = { kind: 'record-deleted', resource: 'students', id: 'max' } as const;
        expect((await when(edited, leaver)).outcome).toBe('partial');
        const without = before.filter(({ id }) => id !== gate.documentIdOf('student', 'max'));
        expect(await gate.documents('email-text', 'student')).toEqual(without);
        engines.ofEvent = () => undefined;
        expect((await when()).outcome).toBe('completed');
        const after = await gate.documents('email-text', 'student');
        expect(after.find(({ id }) => id === gate.documentIdOf('student', 'lee'))).toMatchObject({
          surname: 'New',
        });
      },
      { engines: (opened) => engines.on(opened) },
    );
  });
});

describe('a line that takes somebody out', () => {
  it('is never put away: the run is given up where it is refused, and she goes from the register alone', async () => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const mum = gate.keyOf('contact', 'mum-of-lee');
        // In each of three ledgers, together with others and alone.
        const refusal = times(6, new TypeError('cannot'));
        engines.ofEvent = (_stream, { data }) => (data['recordKey'] === mum ? refusal() : undefined);
        const { outcome, problems } = await when({ kind: 'order-added', contact: 'mum-of-lee' });
        expect({ outcome, codes: codesOf(problems) }).toEqual({
          outcome: 'partial',
          codes: ['RUN_GIVEN_UP'],
        });
        expect(problems[0]?.message).toContain('email-text (TypeError)');
        expect(refusal()).toBeUndefined();
        expect(await standings(gate, 'contact', 'mum-of-lee')).toBe('excluded: ACTIVE_COURT_ORDER');
        expect(await lettersOf(gate, TOPICS.permittedRecords)).toEqual([]);
        expect((await when()).outcome).toBe('completed');
      },
      { engines: (opened) => engines.on(opened) },
    );
  });
});

describe('a record that the bus refuses', () => {
  it.each([
    [TOPICS.permittedRecords, 'student', 'lee', 'TypeError', new TypeError('cannot')],
    [TOPICS.permittedEvents, 'event', 'fair', 'MESSAGE_TOO_LARGE', new MessageTooLarge(0, 2, 1)],
  ] as const)('on %s fails alone, with one letter', async (topic, kind, id, errorClass, error) => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const recordKey = gate.keyOf(kind, id);
        engines.ofMessage = (to, { value }) => {
          const { type, recordKey: of } = value as { type: string; recordKey?: string };
          return to === topic && type === 'record' && of === recordKey ? error : undefined;
        };
        const { outcome, problems } = await when();
        expect({ outcome, codes: codesOf(problems) }).toEqual({
          outcome: 'partial',
          codes: ['RECORDS_FAILED'],
        });
        expect(await standings(gate, 'student', 'kim')).toBe('imported');
        expect(await standing(gate, 'mis-calendar', 'event', 'play')).toBe('imported');
        expect(await lettersOf(gate, TOPICS.records)).toEqual([letterAbout(gate, kind, id, 2, errorClass)]);
        engines.ofMessage = () => undefined;
        expect((await when()).outcome).toBe('completed');
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });
});

describe('records that are too large for the bus as they come from the source', () => {
  it('fail alone, each with one letter, and the run is no failed run', async () => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const keys = ['kim', 'lee'].map((id) => gate.keyOf('student', id));
        engines.ofMessage = (to, { value }, index) => {
          const { type, recordKey = '' } = value as { type: string; recordKey?: string };
          const isTooLarge = to === TOPICS.records && type === 'record' && keys.includes(recordKey);
          return isTooLarge ? new MessageTooLarge(index, 2_000_000, 1_048_576) : undefined;
        };
        const { outcome, problems, addOns } = await when();
        expect({ outcome, codes: codesOf(problems) }).toEqual({
          outcome: 'partial',
          codes: ['RECORDS_FAILED'],
        });
        expect(addOns['email-text']?.kinds.student).toMatchObject({ seen: 3, imported: 1, failed: 2 });
        const letters = ['kim', 'lee'].map((id) => letterAbout(gate, 'student', id, 1, 'MESSAGE_TOO_LARGE'));
        for (const { value } of letters) value.place = 'mis.records';
        expect(await lettersOf(gate, TOPICS.records)).toEqual(letters);
        engines.ofMessage = () => undefined;
        expect((await when()).outcome).toBe('completed');
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });
});

describe('an error that passes', () => {
  it.each([
    ['twice a TypeError', times(2, new TypeError('cannot'))],
    ['an event store that is away for long', times(6, new EventStoreUnavailable('away'))],
  ])('costs no record: %s', async (_name, refusal) => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const lee = gate.keyOf('student', 'lee');
        engines.ofEvent = (_stream, { data }) => (data['recordKey'] === lee ? refusal() : undefined);
        expect((await when()).outcome).toBe('completed');
        expect(await standings(gate, 'student', 'lee')).toBe('imported');
        expect(await lettersOf(gate, TOPICS.permittedRecords)).toEqual([]);
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });

  it('costs no record when the bus is away while records are passed on', async () => {
    const engines = failingEngines();
    await given(
      school(),
      async ({ gate, when }) => {
        const refusal = times(6, new MessageBusUnavailable('away'));
        engines.ofMessage = (to) => (to === TOPICS.permittedRecords ? refusal() : undefined);
        expect((await when()).outcome).toBe('completed');
        expect(await lettersOf(gate, TOPICS.records)).toEqual([]);
      },
      { engines: (opened) => engines.on(opened), firstSync: false },
    );
  });
});

describe('what begins and ends a run', () => {
  it.each(['run-opened', 'run-closed'])(
    'is never put away: where the bus refuses it for good, the run is given up, once: %s',
    async (type) => {
      const engines = failingEngines();
      await given(
        school(),
        async ({ gate, when }) => {
          const before = await runsOf(gate);
          engines.ofMessage = (to, { value }) =>
            to === TOPICS.permittedRecords && (value as { type: string }).type === type
              ? new TypeError('cannot')
              : undefined;
          const { outcome, problems } = await when({
            kind: 'record-deleted',
            resource: 'students',
            id: 'max',
          });
          expect({ outcome, codes: codesOf(problems) }).toEqual({
            outcome: 'failed',
            codes: ['RUN_GIVEN_UP'],
          });
          expect(await runsOf(gate)).toBe(before + 1);
          expect(await standings(gate, 'student', 'max')).toBe('imported');
          expect(await lettersOf(gate, TOPICS.records)).toEqual([]);
          engines.ofMessage = () => undefined;
          expect((await when()).outcome).toBe('completed');
          expect(await standings(gate, 'student', 'max')).toBe('withdrawn: NOT_IN_SOURCE');
        },
        { engines: (opened) => engines.on(opened) },
      );
    },
  );
});

async function runsOf(gate: Gate): Promise<number> {
  let runs = 0;
  for await (const events of gate.engines.eventStore.read(syncStream(SCHOOL)))
    runs += events.filter(({ type }) => type === 'SyncRunStarted').length;
  return runs;
}
