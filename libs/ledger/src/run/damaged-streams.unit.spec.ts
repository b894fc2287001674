import { closingsStream, hiddenStream, ledgerStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { carries, contact, orderOn, readWhole, WriterScene } from '../../testing/writer-scene.js';

const FAMILIES = {
  students: ['kim', 'lee'],
  contacts: [contact('O', 'kim', 'lee'), contact('T', 'lee')],
};
const WITHOUT_O = ['T (lee)', 'kim', 'lee'];
const SCHOOL = 'A1';
const ADD_ON = 'parent-portal';

let school: WriterScene;
beforeEach(async () => {
  school = new WriterScene(ADD_ON, 'email-text');
  await school.reads(carries('O', ['kim', 'lee']), carries('T', ['lee']), readWhole());
});

/** The store, in which the last event of a stream was altered; what is appended since is whole. */
async function altered(stream: string, how: (event: RecordedEvent) => RecordedEvent): Promise<EventStore> {
  const { store } = school;
  const at = (await store.readLast(stream))?.revision;
  const made = (event: RecordedEvent) =>
    event.stream === stream && event.revision === at ? how(event) : event;
  const whole = (event: RecordedEvent) => {
    if (event.damaged) throw new EventDamaged(event);
    return event;
  };
  return {
    append: (...asked) => store.append(...asked),
    read: async function* (...asked) {
      for await (const events of store.read(...asked)) {
        const all = events.map(made);
        const end = all.findIndex(({ damaged }) => damaged);
        if (end !== 0) yield end < 0 ? all : all.slice(0, end);
        if (end >= 0) whole(all[end] as RecordedEvent);
      }
    },
    readLast: async (name) => {
      const last = await store.readLast(name);
      return last && whole(made(last));
    },
    subscribe: (options) => store.subscribe(options),
    lastPosition: (prefixes) => store.lastPosition(prefixes),
    close: () => store.close(),
  };
}
const damaged = (event: RecordedEvent): RecordedEvent => ({
  ...event,
  data: {},
  metadata: {},
  damaged: true,
});
const empty = (event: RecordedEvent): RecordedEvent => ({ ...event, data: {} });
const ofOtherForm = (event: RecordedEvent): RecordedEvent => ({
  ...event,
  data: { ...event.data, run: 'x', outcome: 7 },
});

describe('the last closing of a ledger, where it cannot be read', () => {
  it.each([
    ['damaged', damaged],
    ['empty', empty],
    ['of another form', ofOtherForm],
  ])('(%s) keeps no run from being closed', async (_, how) => {
    await school.night(FAMILIES);
    await school.night(FAMILIES);
    const eventStore = await altered(closingsStream(SCHOOL, ADD_ON), how);
    const run = await school.begins(FAMILIES);
    await school.writer({ eventStore }).insists(run.messages);
    expect(await school.closings(ADD_ON)).toEqual(['0 closed', '2 closed', '4 closed']);
    expect(await school.closings('email-text')).toEqual(['0 closed', '2 closed', '4 closed']);
  });

  it.each([
    ['damaged', damaged, 'EVENT_DAMAGED'],
    ['of another form', ofOtherForm, 'CLOSING_UNREADABLE'],
  ])('(%s) has the run given up at once where it says who stood before', async (_, how, error) => {
    await school.night(FAMILIES);
    const eventStore = await altered(closingsStream(SCHOOL, ADD_ON), how);
    const run = await school.begins(FAMILIES);
    await school.writer({ eventStore }).insists(run.messages);
    expect(await school.closings(ADD_ON)).toEqual(['0 closed', '2 given-up']);
    const closing = await school.store.readLast(closingsStream(SCHOOL, ADD_ON));
    expect(closing?.data['error']).toBe(error);
  });

  it('and is of the run in hand, has the run closed once more, as incomplete', async () => {
    const run = await school.begins(FAMILIES);
    await school.writer().takes(run.messages);
    const eventStore = await altered(closingsStream(SCHOOL, ADD_ON), damaged);
    await school.writer({ eventStore }).insists(run.closing);
    expect(await school.closings(ADD_ON)).toEqual(['0 closed', '0 incomplete']);
  });
});

describe('the last line of a ledger, where it cannot be read', () => {
  it('has the run given up there at once, and the ledger hidden', async () => {
    await school.night(FAMILIES);
    const eventStore = await altered(ledgerStream(SCHOOL, ADD_ON), damaged);
    const run = await school.begins({ ...FAMILIES, contacts: [contact('T', 'lee')] });
    await school.reads(orderOn('O', 'kim'));
    await school.writer({ eventStore }).insists(run.messages);
    expect(await school.closings(ADD_ON)).toEqual(['0 closed', '2 given-up']);
    expect((await school.hiding(ADD_ON)).at(-1)).toMatch(/^EVENT_DAMAGED from /);
    expect(await school.closings('email-text')).toEqual(['0 closed', '2 closed']);
    expect(await school.isIn('email-text')).toEqual(WITHOUT_O);
  });
});

describe('whether a ledger is hidden, where that cannot be read', () => {
  it('is said anew: shown where what restricts could be applied', async () => {
    await school.night(FAMILIES);
    const refused = async (stream: string) => {
      if (stream === ledgerStream(SCHOOL, ADD_ON)) throw new TypeError('refused');
    };
    await school.reads(orderOn('O', 'kim'));
    await school.writer({ beforeAppend: refused }).looksAgain();
    await school.writer().looksAgain();
    expect((await school.hiding(ADD_ON)).at(-1)).toBe('shown');
    const eventStore = await altered(hiddenStream(SCHOOL, ADD_ON), damaged);
    const before = (await school.hiding(ADD_ON)).length;
    expect(await school.writer({ eventStore }).looksAgain()).toEqual([]);
    expect((await school.hiding(ADD_ON)).slice(before)).toEqual(['shown']);
  });
});
