import type { AppendResult, EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { HandlerHung } from '@gatehouse/message-bus';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { RunOfScene } from '../../testing/writer-scene.js';
import { carries, contact, orderOn, readWhole, WriterScene } from '../../testing/writer-scene.js';

const FAMILIES = {
  students: ['kim', 'lee'],
  contacts: [contact('O', 'kim', 'lee'), contact('T', 'lee')],
};
const EVERYBODY = ['O (kim, lee)', 'T (lee)', 'kim', 'lee'];
const WITHOUT_O = ['T (lee)', 'kim', 'lee'];
const A_MINUTE_LATER = '2026-09-01T02:01:00.000Z';

let school: WriterScene;
/** The stream that refuses every append, for as long as it is named. */
let refusing: string | undefined;
const beforeAppend = async (stream: string) => {
  if (stream === refusing) throw new TypeError('refused');
};
beforeEach(async () => {
  school = new WriterScene('parent-portal', 'email-text');
  refusing = undefined;
  await school.reads(carries('O', ['kim', 'lee']), carries('T', ['lee']), readWhole());
});

/** A run that an order about O was read in, after a night in which everybody came in. */
async function ordered(): Promise<RunOfScene> {
  await school.night(FAMILIES);
  const run = await school.begins({ students: FAMILIES.students, contacts: [contact('T', 'lee')] });
  await school.reads(orderOn('O', 'kim'));
  return run;
}

describe('a run that fails for good in one ledger', () => {
  it('is given up there, and goes on in the others', async () => {
    const run = await ordered();
    refusing = 'ledger-A1.parent-portal';
    await school.writer({ beforeAppend }).insists(run.messages);
    expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up']);
    expect(await school.closings('email-text')).toEqual(['0 closed', '2 closed']);
    expect(await school.isIn('parent-portal')).toEqual(EVERYBODY);
    expect(await school.isIn('email-text')).toEqual(WITHOUT_O);
  });

  it('is given up there, too, where the store says that somebody was quicker, and shows nobody', async () => {
    const run = await ordered();
    const eventStore = Object.create(school.store, {
      append: {
        value: async (...appended: Parameters<EventStore['append']>): Promise<AppendResult> =>
          appended[0] === 'ledger-A1.parent-portal'
            ? { ok: false, conflict: { actual: 99 } }
            : school.store.append(...appended),
      },
    }) as EventStore;
    for (const method of ['read', 'readLast'] as const)
      Object.assign(eventStore, { [method]: school.store[method].bind(school.store) });
    await school.writer({ eventStore }).insists(run.messages);
    expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up']);
    expect(await school.hiding('parent-portal')).toEqual([`STREAM_CONTRADICTS from ${A_MINUTE_LATER}`]);
    expect(await school.isIn('email-text')).toEqual(WITHOUT_O);
  });

  it('is given up at its end, too', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer({ beforeAppend });
    await writer.insists(run.messages.slice(0, -1));
    // The kind closes with a line: O is gone.
    await school.completes(run);
    const next = await school.begins({ ...FAMILIES, contacts: [contact('T', 'lee')] });
    await writer.insists(next.messages.slice(0, -1));
    refusing = 'ledger-A1.email-text';
    await writer.insists(next.closing);
    expect(await school.closings('parent-portal')).toEqual(['2 closed']);
    expect(await school.closings('email-text')).toEqual(['2 given-up']);
  });

  it('stays given up for a writer that is restarted, and is taken up by the next run', async () => {
    const run = await ordered();
    refusing = 'ledger-A1.parent-portal';
    await school.writer({ beforeAppend }).insists(run.opening);
    refusing = undefined;
    const size = await school.size('parent-portal');
    await school.writer().insists(run.messages);
    expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up']);
    expect(await school.size('parent-portal')).toBe(size);
    await school.completes(run);
    await school.night({ students: FAMILIES.students, contacts: [contact('T', 'lee')], fences: run.number });
    expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up', '4 closed']);
    expect(await school.isIn('parent-portal')).toEqual(WITHOUT_O);
  });

  it('takes out whom something restricts, outside the run, as soon as the ledger lets it', async () => {
    const run = await ordered();
    let refusals = 2;
    const twice = async (stream: string) => {
      if (stream === 'ledger-A1.parent-portal' && (refusals -= 1) >= 0) throw new TypeError('refused');
    };
    await school.writer({ beforeAppend: twice }).insists(run.opening);
    const writer = school.writer();
    expect(await school.isIn('parent-portal')).toEqual(EVERYBODY);
    await writer.looksAgain();
    expect(await school.isIn('parent-portal')).toEqual(WITHOUT_O);
    expect((await school.lines('parent-portal')).slice(-2)).toEqual([
      '- ContactExcluded O: ACTIVE_COURT_ORDER',
      '- RestrictionsApplied',
    ]);
  });
});

describe('a ledger to which what restricts cannot be applied', () => {
  it('is hidden from readers a minute later, said once, until it can', async () => {
    const run = await ordered();
    refusing = 'ledger-A1.parent-portal';
    const writer = school.writer({ beforeAppend });
    await writer.insists(run.opening);
    await writer.looksAgain();
    expect(await school.hiding('parent-portal')).toEqual([`TypeError from ${A_MINUTE_LATER}`]);
    expect(await school.hiding('email-text')).toEqual([]);
    refusing = undefined;
    expect(await writer.looksAgain()).toEqual([]);
    expect(await school.hiding('parent-portal')).toEqual([`TypeError from ${A_MINUTE_LATER}`, 'shown']);
    expect(await school.isIn('parent-portal')).toEqual(WITHOUT_O);
  });

  it('is shown again by a run that could apply it', async () => {
    const run = await ordered();
    refusing = 'ledger-A1.parent-portal';
    await school.writer({ beforeAppend }).insists(run.messages);
    await school.completes(run);
    refusing = undefined;
    await school.night({ students: FAMILIES.students, contacts: [contact('T', 'lee')] });
    expect((await school.hiding('parent-portal')).at(-1)).toBe('shown');
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'has nobody in who is shown, whichever append the service dies at: %d',
    async (survived) => {
      const run = await ordered();
      let left = survived;
      const dying = async (stream: string) => {
        if (stream === 'ledger-A1.parent-portal') throw new TypeError('refused');
        if ((left -= 1) < 0) throw new EventStoreUnavailable('killed');
      };
      await school
        .writer({ beforeAppend: dying })
        .insists(run.opening)
        .catch((error: unknown) => expect(error).toBeInstanceOf(EventStoreUnavailable));
      // The message comes again where it was not handled to its end.
      refusing = 'ledger-A1.parent-portal';
      await school.writer({ beforeAppend }).insists(run.opening);
      expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up']);
      expect(await school.hiding('parent-portal')).toEqual([`TypeError from ${A_MINUTE_LATER}`]);
      expect(await school.isIn('email-text')).toEqual(WITHOUT_O);
    },
  );
});

describe('a run whose handler hangs', () => {
  it('is given up in every ledger, although the handler holds its turn', async () => {
    const run = await ordered();
    let hangs = true;
    const hanging = async (stream: string) => {
      if (hangs && stream.startsWith('ledger-')) await new Promise(() => undefined);
    };
    const writer = school.writer({ beforeAppend: hanging });
    void writer.takes(run.opening);
    await new Promise((resolve) => setImmediate(resolve));
    hangs = false;
    expect(await writer.givesUp(run.named, new HandlerHung(120))).toEqual([]);
    for (const addOn of school.addOns) {
      expect(await school.closings(addOn)).toEqual(['0 closed', '2 given-up']);
      expect(await school.isIn(addOn)).toEqual(WITHOUT_O);
    }
  });
});

describe('a run that has ended', () => {
  it('is not given up any more, and closes nothing', async () => {
    const run = await ordered();
    await school.fails(run);
    await school.writer().givesUp(run.named, new TypeError('late'));
    expect(await school.closings('parent-portal')).toEqual(['0 closed']);
  });
});

describe('a run that permission-policy cannot pass on', () => {
  it('is given up by the writers, with the error that it had there', async () => {
    const { named } = await ordered();
    const message = { type: 'run-given-up', ...named, error: 'TypeError' } as const;
    await school.writer().takes([{ id: 'x/0/1', message }]);
    expect(await school.closings('parent-portal')).toEqual(['0 closed', '2 given-up']);
    expect(await school.isIn('parent-portal')).toEqual(WITHOUT_O);
  });
});
