import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';
import type { World } from '@gatehouse/wonde-sandbox';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { until } from '@gatehouse/testing';
import { aSchool, CARER, contact, event, ORDER, student } from '../../testing/a-school.js';
import { everySort } from '../../testing/every-sort.js';
import { Gate } from '../../testing/gate.js';
import type { Deliver, Repeats } from '../../testing/repeating-bus.js';
import { repeatingEngines } from '../../testing/repeating-bus.js';
import { standings } from '../../testing/standings.js';

/** The same history at the source, once over a well-behaved bus and once over one that repeats itself. */
async function compared(world: () => World, repeats: Repeats, history: (gate: Gate) => Promise<void>) {
  const calm = await Gate.open({ world: world() });
  const restless = await Gate.open({
    world: world(),
    twinOf: calm,
    engines: (engines) => repeatingEngines(engines, repeats),
  });
  try {
    for (const gate of [calm, restless]) await history(gate);
    const schools = calm.sandbox.control.schools().map(({ id }) => id);
    for (const id of schools) expect(await restless.comparable(id)).toEqual(await calm.comparable(id));
    expect(await restless.documents('email-text', 'contact', schools[0])).not.toEqual([]);
  } finally {
    await calm.close();
    await restless.close();
  }
}

/** Two runs with something going on between them, of every sort. */
async function twoRuns(gate: Gate, restart: boolean): Promise<void> {
  await gate.sync();
  const { control } = gate.sandbox;
  for (const { id, state } of control.schools()) {
    if (state !== 'approved') continue;
    for (const change of everySort(control.people(id), 6)) control.change(id, change);
  }
  if (restart) await gate.restart();
  const { schools } = await gate.sync();
  expect(schools.filter(({ outcome }) => outcome === 'completed')).toHaveLength(2);
  await gate.sync();
}

const EXCLUDED = 'excluded: ACTIVE_COURT_ORDER';

/** Design section 8.4. */
describe('messages delivered up to five times, late, or after a restart', () => {
  it.each([
    { seed: 1, restart: false },
    { seed: 2, restart: false, maxBatch: 7 },
    { seed: 3, restart: true, maxBatch: 40 },
    { seed: 4, restart: true, most: 2, atOnce: 500 },
  ])('write the same ledgers and documents (%j)', ({ restart, ...repeats }) =>
    compared(
      () => generateWorld({ seed: 11, schools: 2, pupils: 20 }),
      repeats,
      (gate) => twoRuns(gate, restart),
    ),
  );

  it('from the whole topic, replayed to a consumer that was restarted, write the same', () =>
    compared(
      () => generateWorld({ seed: 12, schools: 2, pupils: 20 }),
      { seed: 5, most: 5, atOnce: 100_000 },
      (gate) => twoRuns(gate, true),
    ));

  /** A person under two ids: the order on Lee stands on the second, which then leaves the source. */
  const family = ({ leesContacts = [] as string[], isLeeHere = true }): World => ({
    schools: [
      aSchool({
        students: [
          student('kim', [contact('mum', CARER, { upi: 'one-person' })]),
          ...(isLeeHere
            ? [
                student('lee', [
                  contact('dad'),
                  ...leesContacts.map((id) => contact(id, ORDER, { upi: 'one-person' })),
                ]),
              ]
            : []),
        ],
        events: [event('fair')],
      }),
    ],
  });
  const typeOf = ({ value }: IncomingMessage) => (value as { type: string }).type;
  const kindOf = ({ value }: IncomingMessage) => (value as { kind?: string }).kind;
  const opening = (past: IncomingMessage[]) => past.filter((message) => typeOf(message) === 'run-opened');
  const contacts = (past: IncomingMessage[]) => past.filter((message) => kindOf(message) === 'contact');

  it.each([
    // Before the run the school lifted the order: she comes in.
    ['its beginning and the contacts alone', { isLeeHere: true }, true, opening, contacts, 'imported: kim'],
    // In the run Lee is missing, and the order counts all the same: she stays out.
    ['the whole run', { isLeeHere: false }, false, (past: IncomingMessage[]) => past, opening, EXCLUDED],
  ])(
    'that come after the run was closed in their ledger change nothing in it: %s',
    async (_, then, isLifted, ...rest) => {
      const [first, second, expected] = rest;
      let again: ((deliver: Deliver) => Promise<void>) | undefined;
      let isRepeated = false;
      const past: IncomingMessage[] = [];
      const around: Repeats['around'] = async (group, messages, deliver) => {
        const isClosing = messages.some((message) => typeOf(message) === 'run-closed');
        // The calendar is slow: its ledger keeps the run open.
        if (again && group === 'calendar-sync' && isClosing)
          await until('it all came again', () => isRepeated);
        await deliver(messages);
        if (group !== 'contact-filter') return;
        past.push(...messages);
        if (!again || !isClosing) return;
        await again(deliver);
        isRepeated = true;
      };
      const engines = (opened: Engines) => repeatingEngines(opened, { seed: 1, most: 1, around });
      const gate = await Gate.open({ world: family({ leesContacts: ['mum-again'] }), engines });
      try {
        await gate.sync();
        expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe(EXCLUDED);
        past.length = 0;
        again = async (deliver) => {
          await deliver(first(past));
          await deliver(second(past));
        };
        if (isLifted) await gate.say('RestrictionLifted', { row: gate.keyOf('contact', 'mum-again') });
        await gate.serve(family(then));
        const { schools } = await gate.sync();
        expect(isRepeated).toBe(true);
        const account = schools[0]?.addOns['email-text'];
        expect((await gate.ledger('email-text')).length).toBe(account?.ledger.size);
        expect(await standings(gate, 'contact', 'mum', ['kim', 'lee'])).toBe(expected);
      } finally {
        await gate.close();
      }
    },
  );
});
