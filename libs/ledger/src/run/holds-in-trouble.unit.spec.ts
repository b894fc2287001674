import { EventStoreUnavailable } from '@gatehouse/event-store';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AddOn } from '@gatehouse/schemas';
import type { RegisterEvent } from '@gatehouse/policy';
import { decidePeople } from '../../testing/people-rules.js';
import {
  carries,
  contact,
  employee,
  keyOf,
  names,
  orderOn,
  readWhole,
  WriterScene,
} from '../../testing/writer-scene.js';

const under = (kids: readonly string[], prefix = 'c') => kids.map((kid) => contact(`${prefix}${kid}`, kid));

let school: WriterScene;
beforeEach(async () => {
  school = new WriterScene();
  await school.reads();
});

const night = async (says: Parameters<WriterScene['night']>[0]) => {
  await school.night(says);
  school.passes(1);
};
const reads = (contacts: ReturnType<typeof under>) =>
  school.reads(...contacts.map(({ name, under: kids }) => carries(name, kids)), readWhole());
const isIn = async (prefix: string, addOn?: AddOn) =>
  (await school.isIn(addOn)).filter((who) => who.startsWith(prefix));

describe('who waited and is back', () => {
  const all = names(12, 'e');
  const married = (who: string) => employee(who, 'true', `${who} married`);

  it('waits no more, also with other values: nobody is hidden whom the source shows', async () => {
    await night({ employees: all.map((who) => employee(who)) });
    await night({ employees: [employee('e1')] });
    await night({ employees: all.map(married) });
    expect(await school.hold('employee')).toMatchObject({ withdrawals: 0, moot: true });
    school.passes(40);
    await night({ employees: all.map(married) });
    expect(await school.hold('employee')).toBeUndefined();
  });

  it('is meant no more by a word that was said before', async () => {
    await night({ employees: all.map((who) => employee(who)) });
    await night({ employees: [employee('e1')] });
    await school.approves('employee');
    await night({ employees: all.map(married) });
    school.passes(60);
    await night({ employees: [employee('e1')] });
    expect(await school.isIn()).toHaveLength(12);
  });

  it.each([0, 100])(
    'after they went by a word, stands like any other: %d days after the first run',
    async (days) => {
      const kids = names(60);
      await night({ students: kids });
      school.passes(days);
      await night({ students: kids.slice(55) });
      await school.approves('student');
      await night({ students: kids.slice(55) });
      await night({ students: kids });
      await night({ students: kids.slice(55) });
      expect(await school.isIn()).toHaveLength(60);
    },
  );
});

describe('while pupils wait to come in', () => {
  it('nobody goes for it who names them alone: neither their contacts nor their classes', async () => {
    const [kids, now] = [names(60), names(60, 'q')];
    const of = (list: readonly string[]) => list.map((kid, n) => contact(`c${n}`, kid));
    await night({ students: kids, contacts: of(kids), classes: { a: kids } });
    school.passes(30);
    await night({ students: now, contacts: of(now), classes: { a: now } });
    expect(await isIn('c')).toHaveLength(60);
    expect((await isIn('a'))[0]).toContain('p1');
  });
});

describe('after a change of MIS nobody comes in', () => {
  const [kids, renewed] = [names(12), names(12, 'q')];
  const [parents, now] = [under(kids), under(renewed)];

  beforeEach(async () => {
    await reads(parents);
    await school.block('cp1');
    await night({ students: kids, contacts: parents });
    school.passes(60);
  });

  it('also where the old ones went by a word, long before', async () => {
    await night({ students: [], contacts: [] });
    await school.approves('student');
    await school.approves('contact');
    await night({ students: [], contacts: [] });
    expect(await school.isIn()).toEqual([]);
    school.passes(9);
    await reads(now);
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toEqual([]);
  });

  it('also where the school had withdrawn its approval meanwhile', async () => {
    await night({ access: 'revoked' });
    school.passes(9);
    await reads(now);
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toEqual([]);
  });

  it.each([5, 12, 25])('whether fewer come than went, as many or more: %d', async (count) => {
    const come = names(count, 'q');
    await reads(under(come));
    await night({ students: come, contacts: under(come) });
    expect(await isIn('cq')).toEqual([]);
  });

  it('by a shorter list, or an empty one, while they wait', async () => {
    await reads(now);
    await night({ students: renewed, contacts: now });
    await school.approves('contact');
    await school.approves('student');
    await night({ students: renewed.slice(0, 5), contacts: now.slice(0, 5) });
    await night({ students: [], contacts: [] });
    school.passes(8);
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toEqual([]);
  });

  it('while a restriction was moved to somebody else, and freed again', async () => {
    await reads(now);
    await night({ students: renewed, contacts: now });
    const shown = await school.registerRevision();
    await school.says('RestrictionMoved', { from: keyOf('cp1'), to: keyOf('cq5'), block: true, shown });
    await school.unblock('cq5');
    for (const kind of ['student', 'contact'] as const) await school.approves(kind, 'arrivals');
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toEqual([]);
  });

  it('while a block names somebody of whom no row is known', async () => {
    await school.unblock('cp1');
    await school.block('nobody');
    await reads(now);
    await night({ students: renewed, contacts: now });
    for (const kind of ['student', 'contact'] as const) await school.approves(kind, 'arrivals');
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toEqual([]);
  });

  it('a second time, after the first was put right', async () => {
    await reads(now);
    await night({ students: renewed, contacts: now });
    const shown = await school.registerRevision();
    await school.says('RestrictionMoved', { from: keyOf('cp1'), to: keyOf('cq1'), block: true, shown });
    for (const kind of ['student', 'contact'] as const) {
      await school.approves(kind, 'arrivals');
      await school.approves(kind);
    }
    await night({ students: renewed, contacts: now });
    expect(await isIn('cq')).toHaveLength(11);
    school.passes(30);
    const [third, parentsThird] = [names(12, 'r'), under(names(12, 'r'))];
    await reads(parentsThird);
    await night({ students: third, contacts: parentsThird });
    for (const kind of ['student', 'contact'] as const) await school.approves(kind, 'arrivals');
    await night({ students: third, contacts: parentsThird });
    expect(await isIn('cr')).toEqual([]);
  });
});

describe('of a person in two roles', () => {
  const carriesAsStaff = (who: string, person: string): RegisterEvent => ({
    type: 'RowsCarry',
    data: {
      kind: 'employee',
      day: '2026-09-01',
      rows: [{ row: keyOf(who), persons: [keyOf(`person ${person}`)] }],
    },
  });

  it.each([true, false])(
    'the block matches nobody among new staff either; said by person key: %s',
    async (byPerson) => {
      const [staff, renewed] = [names(12, 'e'), names(12, 'f')];
      const kids = names(12);
      await school.reads(
        carries('cp1', ['p1'], 'T'),
        ...staff.map((who, n) => carriesAsStaff(who, n === 0 ? 'T' : who)),
      );
      const person = byPerson ? { personKey: keyOf('person T') } : {};
      await school.says('PersonBlocked', { recordKey: keyOf('cp1'), ...person });
      const as = (list: readonly string[]) => ({
        students: kids,
        contacts: under(kids),
        employees: list.map((who) => employee(who)),
      });
      await night(as(staff));
      expect(await isIn('e1')).not.toContain('e1');
      school.passes(30);
      await school.reads(...renewed.map((who) => carriesAsStaff(who, who)));
      await night(as(renewed));
      await school.approves('employee', 'arrivals');
      await night(as(renewed));
      expect(await isIn('f')).toEqual([]);
      expect(await school.hold('employee')).toMatchObject({ answer: 'restrictions-unmatched' });
    },
  );
});

describe('a roll call that comes again', () => {
  it('late, when the kind was decided on it, changes nothing', async () => {
    const [kids, now] = [names(12), names(12, 'q')];
    await night({ students: kids });
    school.passes(30);
    const run = await school.begins({ students: now });
    const call = run.messages.filter(({ message }) => message.type === 'roll-call');
    const writer = school.writer();
    await writer.takes(run.messages.slice(0, -1));
    const lines = await school.lines();
    await writer.takes([...call, ...run.closing]);
    await school.completes(run);
    const size = (await school.lines()).length;
    // Nothing but what the closing says of the hold, once.
    expect(size - lines.length).toBe(1);
    expect(await school.hold('student')).toMatchObject({ withdrawals: 12, arrivals: 12 });
  });

  it('late in a first run makes nobody wait', async () => {
    const run = await school.begins({ students: names(12) });
    const call = run.messages.filter(({ message }) => message.type === 'roll-call');
    const short = call.map(({ id, message }) => ({
      id,
      message: message.type === 'roll-call' ? { ...message, keys: message.keys.slice(0, 1) } : message,
    }));
    const writer = school.writer();
    await writer.takes(run.messages.slice(0, -1));
    await writer.takes([...short, ...run.closing]);
    await school.completes(run);
    expect(await school.closings()).toEqual(['0 closed']);
    expect(await school.hold('student')).toBeUndefined();
  });
});

describe('the measure', () => {
  it('is not the few who stood while an add-on was blocked', async () => {
    const staff = [
      ...names(50, 'e').map((who) => employee(who)),
      ...names(10, 'x').map((who) => employee(who, 'false')),
    ];
    await night({ employees: staff });
    school.passes(30);
    await night({ addOns: { 'parent-portal': 'blocked' } });
    school.passes(9);
    await night({ employees: staff });
    school.passes(2);
    await night({ employees: staff.slice(45) });
    expect(await school.isIn()).toHaveLength(50);
  });

  it('is not lost to one record that fails each night', async () => {
    const kids = names(300);
    const decide: typeof decidePeople = (input) => {
      if (input.message.recordKey === keyOf('p300')) throw new Error('It cannot be decided.');
      return decidePeople(input);
    };
    for (let gone = 0; gone <= 100; gone += 20) {
      const run = await school.begins({ students: kids.slice(gone) });
      await school.writer({ decide }).takes(run.messages);
      await school.completes(run);
      school.passes(1);
    }
    expect(await school.isIn()).toHaveLength(279);
  });

  it('is not lost to a clock that was ahead in the first run', async () => {
    school.passes(60);
    const kids = names(300);
    await night({ students: kids });
    school.passes(-58);
    for (let gone = 20; gone <= 120; gone += 20) await night({ students: kids.slice(gone) });
    expect(await school.isIn()).toHaveLength(280);
  });

  it('is not that of a ledger which takes the kind no more', async () => {
    school = new WriterScene('email-text', 'parent-portal');
    await school.reads();
    const kids = names(30);
    await night({ students: kids });
    school.passes(20);
    await night({ students: names(30, 'q') });
    const addOns = { 'parent-portal': 'blocked' } as const;
    await night({ students: kids, addOns });
    expect(await school.hold('student', 'email-text')).toMatchObject({ moot: true });
    for (let gone = 2; gone <= 12; gone += 2) {
      school.passes(8);
      await night({ students: kids.slice(gone), addOns });
    }
    expect(await school.hold('student', 'email-text')).toBeUndefined();
    await night({ students: [...kids.slice(12), 'new'], addOns, notWhole: ['student'] });
    expect(await school.isIn('email-text')).toContain('new');
  });

  it('is looked for in a few closings, however many there are', async () => {
    const kids = names(3);
    for (let n = 0; n < 60; n += 1) await night({ students: kids });
    let read = 0;
    const eventStore = new Proxy(school.store, {
      get: (store, name) => {
        if (name !== 'read') return Reflect.get(store, name).bind(store) as unknown;
        return async function* (stream: string, options?: { from?: number }) {
          for await (const events of store.read(stream, options)) {
            if (stream.startsWith('closings-')) read += 1;
            yield events;
          }
        };
      },
    });
    await night({ students: kids, classes: { a: kids } });
    const run = await school.begins({ students: kids, classes: { a: kids } });
    await school.writer({ eventStore }).takes(run.messages);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(10);
  });
});

describe('what is said of a hold', () => {
  const all = names(60);

  it('is that it is over, also where the process died before it closed', async () => {
    await night({ students: all });
    await night({ students: ['p1'] });
    const run = await school.begins({ students: all });
    let isFirst = true;
    const dying = school.writer({
      beforeAppend: async (stream) => {
        if (!stream.startsWith('closings') || !isFirst) return;
        isFirst = false;
        throw new EventStoreUnavailable('killed');
      },
    });
    await expect(dying.takes(run.messages)).rejects.toThrow('killed');
    await school.writer().takes(run.messages);
    expect(await school.hold('student')).toMatchObject({ moot: true });
  });

  it('is that it was discarded, also while the kind cannot be read whole', async () => {
    await night({ students: all });
    await night({ students: all.slice(50) });
    school.passes(18);
    await school.discards('student');
    await night({ students: all.slice(50), notWhole: ['student'] });
    school.passes(12);
    await night({ students: all.slice(50), notWhole: ['student'] });
    expect(await school.hold('student')).toMatchObject({ hidden: 0, answer: 'discarded' });
  });

  it('hides after thirty days of the clock as it is, whatever it was once', async () => {
    await night({ students: all });
    school.passes(300);
    await night({ students: [...all, 'late'] });
    school.passes(-300);
    await night({ students: all.slice(55) });
    school.passes(40);
    await night({ students: all.slice(55) });
    expect(await school.hold('student')).toMatchObject({ hidden: 56 });
  });

  it('keeps an order waiting for nobody, in whatever hold', async () => {
    const kids = names(12);
    await reads(under(kids));
    await night({ students: kids, contacts: under(kids) });
    await night({ students: kids, contacts: under(kids).slice(0, 1) });
    await school.reads(orderOn('cp5', 'p5'));
    await school.writer().looksAgain();
    expect(await isIn('cp5')).toEqual([]);
  });
});

describe('who waits to come in', () => {
  it('waits also at a writer that was restarted and is sent the opening again, but not the roll call', async () => {
    const [kids, renewed] = [names(12), names(12, 'q')];
    await night({ students: kids });
    await night({ students: renewed });
    const run = await school.begins({ students: renewed });
    const [opening] = run.opening;
    await school.writer().takes(run.upTo('q1'));
    const restarted = school.writer();
    await restarted.takes([...(opening ? [opening] : []), ...run.from('q1')]);
    expect(await isIn('q')).toEqual([]);
    expect((await school.closings()).at(-1)).toContain('incomplete');
  });
});
