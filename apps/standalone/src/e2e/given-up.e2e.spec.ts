import { closingsStream, syncStream } from '@gatehouse/schemas';
import { describe, expect, it } from '@jest/globals';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { failingEngines } from '../../testing/failing-engines.js';
import type { Gate } from '../../testing/gate.js';
import { given } from '../../testing/given.js';
import { standing } from '../../testing/standing.js';

const school = () =>
  aSchool({ students: ['kim', 'lee'].map((id) => student(id, [contact(`mum-of-${id}`)])) });
const BROKEN = new TypeError('cannot');

async function eventsOf(gate: Gate, stream: string, type: string) {
  const found = [];
  for await (const events of gate.engines.eventStore.read(stream))
    found.push(...events.filter((event) => event.type === type));
  return found;
}
const outcomesOf = async (gate: Gate, addOn: 'parent-portal' | 'email-text' | 'mis-calendar') =>
  (await eventsOf(gate, closingsStream(SCHOOL, addOn), 'LedgerClosed')).map(({ data }) => data['outcome']);

describe('a ledger that refuses whatever is appended', () => {
  it('keeps nobody in elsewhere, is hidden after a minute, and is shown when it takes lines again', async () => {
    const engines = failingEngines();
    let now = Date.now();
    await given(
      school(),
      async ({ gate, when }) => {
        engines.ofEvent = (stream) => (stream === `ledger-${SCHOOL}.parent-portal` ? BROKEN : undefined);
        const { outcome, problems, addOns } = await when({ kind: 'order-added', contact: 'mum-of-lee' });
        expect({ outcome, codes: problems.map(({ code }) => code) }).toEqual({
          outcome: 'partial',
          codes: ['RUN_GIVEN_UP'],
        });
        expect(addOns['parent-portal']).toMatchObject({ givenUp: 'TypeError', kinds: {} });
        expect(addOns['email-text']?.givenUp).toBeUndefined();
        expect(await standing(gate, 'email-text', 'contact', 'mum-of-lee')).toBe(
          'excluded: ACTIVE_COURT_ORDER',
        );
        expect(await outcomesOf(gate, 'parent-portal')).toEqual(['closed', 'given-up']);
        expect(await outcomesOf(gate, 'mis-calendar')).toEqual(['closed', 'closed']);
        // Once: no run follows before its time.
        expect(await eventsOf(gate, syncStream(SCHOOL), 'SyncRunStarted')).toHaveLength(2);

        const address = await gate.services.listen(0);
        const headers = { authorization: `Bearer ${gate.directory.apiKey}` };
        const shown = async () => {
          await gate.services.projector.caughtUp();
          return fetch(`${address}/v1/schools/${SCHOOL}/add-ons/parent-portal/contact`, { headers });
        };
        expect((await shown()).status).toBe(200);
        now += 61_000;
        const hidden = await shown();
        expect(hidden.status).toBe(503);
        expect(await hidden.json()).toMatchObject({ type: 'urn:gatehouse:problem:ledger-hidden' });
        engines.ofEvent = () => undefined;
        expect((await when()).outcome).toBe('completed');
        expect((await shown()).status).toBe(200);
        expect(await standing(gate, 'parent-portal', 'contact', 'mum-of-lee')).toBe(
          'excluded: ACTIVE_COURT_ORDER',
        );
      },
      { engines: (opened) => engines.on(opened), now: () => new Date(now) },
    );
  });
});
