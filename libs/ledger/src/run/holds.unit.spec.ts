import { EventStoreUnavailable } from '@gatehouse/event-store';
import { beforeEach, describe, expect, it } from '@jest/globals';
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
import { LedgerState } from '../lines/ledger-state.js';

const staff = (count: number) => names(count, 'e').map((name) => employee(name));

let school: WriterScene;
beforeEach(async () => {
  school = new WriterScene();
  await school.reads();
});

const night = async (says: Parameters<WriterScene['night']>[0]) => {
  await school.night(says);
  school.passes(1);
};
const closings = async () => (await school.closings()).map((text) => text.replace(/^\d+ /, ''));

describe('who is gone from the source in numbers', () => {
  it('waits, and stays in: 14 of 15 staff', async () => {
    await night({ employees: staff(15) });
    await night({ employees: staff(1) });
    expect(await school.isIn()).toHaveLength(15);
    expect(await school.hold('employee')).toMatchObject({ withdrawals: 14, hidden: 0, answer: 'none' });
    const size = await school.size();
    await night({ employees: staff(1) });
    // Once the set stands in the ledger it is not said again.
    expect(await school.size()).toBe(size);
  });

  it('waits when it is one more each night, as soon as a week makes too many', async () => {
    const all = names(300);
    await night({ students: all });
    for (let gone = 19; gone <= 190; gone += 19) await night({ students: all.slice(gone) });
    // The first night's 19 are within the limits; with the second it is 38 of 300.
    expect(await school.isIn()).toHaveLength(281);
    expect(await school.hold('student')).toMatchObject({ withdrawals: 171 });
  });

  it('goes where it is within the limits, also week after week', async () => {
    const all = names(300);
    await night({ students: all });
    for (let gone = 20; gone <= 60; gone += 20) {
      await night({ students: all.slice(gone) });
      school.passes(7);
    }
    expect(await school.isIn()).toHaveLength(240);
    expect(await school.hold('student')).toBeUndefined();
  });

  it('is judged alike whether or not an order came the same night', async () => {
    const kids = names(300);
    const parents = kids.map((kid) => contact(`c${kid}`, kid));
    await night({ students: kids, contacts: parents });
    await school.reads(orderOn('cp300', 'p300'));
    await night({ students: kids, contacts: parents.slice(30) });
    expect(await school.hold('contact')).toBeUndefined();
    expect((await school.isIn()).filter((who) => who.startsWith('c'))).toHaveLength(269);
    await school.reads(orderOn('cp299', 'p299'));
    await night({ students: kids, contacts: parents.slice(31) });
    // One more in the same week: 31 of 300. The 30 have gone; the one waits, whatever is ordered.
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 1 });
  });

  it('does not wait where classes are made anew, and waits where they only vanish', async () => {
    const classes = (...list: string[]) => Object.fromEntries(list.map((name) => [name, []]));
    await night({ classes: classes(...names(12, 'old')) });
    await night({ classes: classes('old1', ...names(11, 'new')) });
    expect(await school.isIn()).toHaveLength(12);
    expect(await school.hold('class')).toBeUndefined();
    school.passes(8);
    await night({ classes: classes('old1') });
    expect(await school.hold('class')).toMatchObject({ withdrawals: 11 });
  });

  it('waits when a kind comes back empty', async () => {
    await night({ students: names(60) });
    await night({ students: [] });
    expect(await school.isIn()).toHaveLength(60);
    expect(await school.hold('student')).toMatchObject({ withdrawals: 60 });
  });

  it('never waits for what a rule, an order or a block demands', async () => {
    const kids = names(12);
    const parents = kids.map((kid) => contact(`c${kid}`, kid));
    await school.reads(...parents.map(({ name, under }) => carries(name, under)));
    await night({ students: kids, contacts: parents });
    await night({ students: kids, contacts: parents.slice(0, 1) });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 11 });
    await school.reads(orderOn('cp5', 'p5'));
    await school.block('cp6');
    await school.writer().looksAgain();
    const isIn = await school.isIn();
    expect(isIn).not.toContain('cp5 (p5)');
    expect(isIn).not.toContain('cp6 (p6)');
    await night({ students: kids, contacts: parents.slice(0, 1) });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 9 });
  });

  it('counts a child that waits as present, so that no sibling’s parent goes for it', async () => {
    await night({ students: names(12), contacts: [contact('mum', 'p2')] });
    await night({ students: ['p1'], contacts: [contact('mum', 'p2')] });
    expect(await school.isIn()).toContain('mum (p2)');
  });

  it('is judged from the first whole run of a young school, not from one that was cut off', async () => {
    const all = names(60);
    const cut = await school.begins({ students: all });
    const writer = school.writer();
    await writer.takes(cut.upTo('p6'));
    await school.writer().takes(cut.closing);
    expect(await closings()).toEqual(['incomplete']);
    await school.fails(cut);
    await night({ students: all, fences: cut.number });
    await night({ students: [...all.slice(0, 5), ...all.slice(35)] });
    expect(await school.isIn()).toHaveLength(60);
  });

  it('waits also where the writer was restarted between closing one ledger and the next', async () => {
    school = new WriterScene('email-text', 'parent-portal');
    await school.reads();
    await night({ students: names(60) });
    const run = await school.begins({ students: names(5) });
    let isFirst = true;
    const dying = school.writer({
      beforeAppend: async (stream) => {
        if (stream === 'closings-A1.parent-portal' && isFirst) {
          isFirst = false;
          throw new EventStoreUnavailable('killed');
        }
      },
    });
    await expect(dying.takes(run.messages)).rejects.toThrow('killed');
    await school.writer().takes(run.messages);
    await school.completes(run);
    for (const addOn of school.addOns) {
      expect(await school.isIn(addOn)).toHaveLength(60);
      expect(await school.hold('student', addOn)).toMatchObject({ withdrawals: 55 });
    }
  });
});

describe('a hold', () => {
  const all = names(60);
  beforeEach(async () => {
    await night({ students: all });
    await night({ students: all.slice(50) });
  });

  it('is moot when they come back, and says so once', async () => {
    await night({ students: all.slice(1) });
    expect(await school.isIn()).toHaveLength(59);
    expect(await school.hold('student')).toMatchObject({ withdrawals: 0, moot: true });
    await night({ students: all.slice(1) });
    expect(await school.hold('student')).toBeUndefined();
  });

  it('is moot also when it was approved and all came back before anybody went', async () => {
    await school.approves('student');
    await night({ students: all });
    expect(await school.hold('student')).toMatchObject({ withdrawals: 0, moot: true });
  });

  it('is none that ended by itself where a word let somebody go', async () => {
    await school.approves('student');
    await night({ students: all.slice(49) });
    expect(await school.hold('student')).toBeUndefined();
  });

  it('is none that ended by itself where a rule took out all that waited', async () => {
    school = new WriterScene();
    await school.reads();
    const kids = names(12);
    const parents = kids.map((kid) => contact(`c${kid}`, kid));
    await night({ students: kids, contacts: parents });
    await night({ students: kids.slice(11), contacts: parents.slice(11) });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 11 });
    await school.approves('student');
    // With their children the parents leave, in the closing of the same run.
    await night({ students: kids.slice(11), contacts: parents.slice(11) });
    expect(await school.isIn()).toEqual(['cp12 (p12)', 'p12']);
    expect(await school.hold('contact')).toBeUndefined();
  });

  it('ends by approval: at the next closing goes what was shown and is still missing, nobody else', async () => {
    await school.approves('student');
    expect(await school.isIn()).toHaveLength(60);
    // p1 is back, and p51 to p54 went missing since: 4 of the 11 that are left.
    await night({ students: ['p1', ...all.slice(54)] });
    expect(await school.isIn()).toHaveLength(11);
    expect(await school.hold('student')).toMatchObject({ withdrawals: 4 });
    const withdrawn = (await school.raw()).filter(({ type }) => type === 'StudentWithdrawn');
    expect(new Set(withdrawn.map(({ data }) => data['approval']))).toEqual(new Set([0]));
    // The word is none about those that wait since it was said.
    await night({ students: ['p1', ...all.slice(54)] });
    expect(await school.isIn()).toHaveLength(11);
  });

  it('counts who went by approval no more', async () => {
    await school.approves('student');
    await night({ students: all.slice(50) });
    await night({ students: all.slice(53) });
    // 3 of 10 are no third.
    expect(await school.isIn()).toHaveLength(7);
    expect(await school.hold('student')).toBeUndefined();
  });

  it('is not ended by its age: who stood when it began stays the measure', async () => {
    school.passes(20);
    await night({ students: all.slice(50) });
    expect(await school.isIn()).toHaveLength(60);
  });

  it('is not ended by its age either where most of those that are gone had been excluded, and went', async () => {
    school = new WriterScene();
    const kids = names(60);
    const parents = kids.map((kid) => contact(`c${kid}`, kid));
    await school.reads(...kids.slice(0, 25).map((kid) => orderOn(`c${kid}`, kid)));
    await night({ students: kids, contacts: parents });
    const shown = [...parents.slice(18, 25), ...parents.slice(30)];
    await night({ students: kids, contacts: shown });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 5 });
    school.passes(20);
    await night({ students: kids, contacts: shown });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 5 });
  });

  it('that nobody answers hides after thirty days, and erases nothing', async () => {
    school.passes(28);
    await night({ students: all.slice(50) });
    expect(await school.hold('student')).toMatchObject({ hidden: 0 });
    school.passes(1);
    await night({ students: all.slice(50) });
    expect(await school.hold('student')).toMatchObject({ withdrawals: 50, hidden: 50, hiddenFrom: null });
    expect(await school.isIn()).toHaveLength(60);
    const size = await school.size();
    await night({ students: all.slice(50) });
    expect(await school.size()).toBe(size);
  });

  it('that was discarded is hidden thirty days after that', async () => {
    school.passes(18);
    await school.discards('student');
    await night({ students: all.slice(50) });
    expect(await school.hold('student')).toMatchObject({ answer: 'discarded', hidden: 0 });
    school.passes(28);
    await night({ students: all.slice(50) });
    expect(await school.hold('student')).toMatchObject({ hidden: 0 });
    school.passes(1);
    await night({ students: all.slice(50) });
    expect(await school.hold('student')).toMatchObject({ hidden: 50 });
  });

  it('follows the limits that the school set, until their last day', async () => {
    await school.says('HoldLimitsSet', { records: 100, percent: 100, mostPercent: 90, until: '2026-09-03' });
    await night({ students: all.slice(50) });
    expect(await school.isIn()).toHaveLength(10);
  });

  it('stays where the limits have run out', async () => {
    await school.says('HoldLimitsSet', { records: 100, percent: 100, mostPercent: 90, until: '2026-09-02' });
    await night({ students: all.slice(50) });
    expect(await school.isIn()).toHaveLength(60);
  });

  it('is not lost with the run that was cut off before it closed', async () => {
    await school.approves('student');
    const run = await school.begins({ students: all.slice(50) });
    await school.writer().takes(run.messages.slice(0, -1));
    await school.fails(run);
    await night({ students: all.slice(50), fences: run.number });
    expect(await school.isIn()).toHaveLength(10);
  });

  it('does not keep new ones out', async () => {
    await night({ students: [...all.slice(50), 'new'] });
    expect(await school.isIn()).toContain('new');
  });
});

describe('a change of MIS', () => {
  const kids = names(12);
  const renewed = names(12, 'q');
  const parents = kids.map((kid) => contact(`c${kid}`, kid));
  const parentsNow = renewed.map((kid) => contact(`c${kid}`, kid));
  const readNow = () =>
    school.reads(...parentsNow.map(({ name, under }) => carries(name, under)), readWhole());

  beforeEach(async () => {
    await school.reads(...parents.map(({ name, under }) => carries(name, under)), readWhole());
    await school.reads(orderOn('cp2', 'p2'));
    await school.block('cp1');
    await night({ students: kids, contacts: parents });
    await readNow();
    await night({ students: renewed, contacts: parentsNow });
  });

  it('lets nobody in, and nobody out', async () => {
    expect(await school.isIn()).toHaveLength(12 + 10);
    expect((await school.isIn()).some((who) => who.includes('q'))).toBe(false);
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 10, arrivals: 12 });
    expect(await school.hold('student')).toMatchObject({ withdrawals: 12, arrivals: 12 });
    const size = await school.size();
    await night({ students: renewed, contacts: parentsNow });
    expect(await school.size()).toBe(size);
  });

  it('keeps new contacts waiting although they were approved, until each restriction matches somebody', async () => {
    await school.approves('student', 'arrivals');
    await school.approves('contact', 'arrivals');
    await school.approves('contact');
    await school.approves('student');
    await night({ students: renewed, contacts: parentsNow });
    expect(await school.isIn()).toEqual(renewed.sort());
    expect(await school.hold('contact')).toMatchObject({ arrivals: 12, answer: 'restrictions-unmatched' });
    await school.says('RestrictionMoved', {
      from: keyOf('cp1'),
      to: keyOf('cq1'),
      block: true,
      shown: await school.registerRevision(),
    });
    await night({ students: renewed, contacts: parentsNow });
    expect((await school.isIn()).some((who) => who.startsWith('cq'))).toBe(false);
    await school.lift('cp2');
    await night({ students: renewed, contacts: parentsNow });
    const isIn = await school.isIn();
    expect(isIn).toHaveLength(12 + 11);
    expect(isIn).not.toContain('cq1 (q1)');
    expect(await school.hold('contact')).toBeUndefined();
  });

  it('is remembered of whom the source shows no more, also where a rule takes them out since', async () => {
    const isMissing = async (name: string) => {
      const state = new LedgerState();
      for (const line of await school.raw()) state.evolve(line);
      return state.presence.isMissing(keyOf(name));
    };
    await school.block('cp3');
    await school.writer().looksAgain();
    expect([await isMissing('cp3'), await isMissing('cp4'), await isMissing('cq3')]).toEqual([
      true,
      true,
      false,
    ]);
    await night({ students: kids, contacts: parents });
    expect([await isMissing('cp3'), await isMissing('cp4')]).toEqual([false, false]);
  });

  it('waits for as long as it takes, also a month, and through a reading that was not whole', async () => {
    school.passes(30);
    await night({ students: renewed, contacts: parentsNow });
    await night({ students: renewed });
    await night({ students: renewed, contacts: parentsNow });
    expect((await school.isIn()).some((who) => who.includes('q'))).toBe(false);
  });

  it('waits also where nobody of the old ones is in any more, and a list was cut off meanwhile', async () => {
    school = new WriterScene();
    await school.reads(...kids.map((kid) => orderOn(`c${kid}`, kid)));
    await night({ students: kids, contacts: parents });
    await night({ students: kids, contacts: parentsNow });
    school.passes(10);
    await night({ students: kids, contacts: [], notWhole: ['contact'] });
    await night({ students: kids, contacts: parentsNow });
    expect(await school.hold('contact')).toMatchObject({ withdrawals: 0, arrivals: 12 });
  });

  it('lets nobody out or wait who came in lately and is still shown', async () => {
    school = new WriterScene();
    await school.reads();
    await night({ students: kids });
    await night({ students: [...kids, 'late'] });
    await night({ students: [...renewed, 'late'] });
    expect(await school.isIn()).toContain('late');
    expect(await school.hold('student')).toMatchObject({ arrivals: 12 });
  });

  it('is judged over all ledgers, also by a writer that was restarted between closing two', async () => {
    school = new WriterScene('email-text', 'parent-portal');
    await school.reads();
    await night({ students: kids, addOns: { 'parent-portal': 'blocked' } });
    const run = await school.begins({ students: renewed });
    const dying = school.writer({
      beforeAppend: async (stream) => {
        if (stream === 'closings-A1.parent-portal') throw new EventStoreUnavailable('killed');
      },
    });
    await expect(dying.takes(run.messages)).rejects.toThrow('killed');
    await school.writer().takes(run.messages);
    await school.completes(run);
    expect(await school.isIn('parent-portal')).toEqual([]);
  });

  it('is over when the old ids are back, and who is new then comes in', async () => {
    await night({ students: kids, contacts: parents });
    expect(await school.hold('contact')).toMatchObject({ moot: true, arrivals: 0 });
    await night({ students: [...kids, 'new'], contacts: [...parents, contact('N', 'new')] });
    expect(await school.isIn()).toContain('N (new)');
  });

  it('lets a joiner of the next day in, once it was approved', async () => {
    await school.says('RestrictionMoved', {
      from: keyOf('cp1'),
      to: keyOf('cq1'),
      block: true,
      shown: await school.registerRevision(),
    });
    await school.lift('cp2');
    for (const kind of ['student', 'contact'] as const) await school.approves(kind, 'arrivals');
    await night({ students: renewed, contacts: parentsNow });
    await night({ students: [...renewed, 'new'], contacts: [...parentsNow, contact('N', 'new')] });
    expect(await school.isIn()).toContain('N (new)');
    expect(await closings()).not.toContain('incomplete');
  });

  it('that a person let in makes no later hold look as if a word had ended it', async () => {
    for (const what of ['arrivals', 'withdrawals'] as const) await school.approves('student', what);
    await night({ students: renewed });
    expect(await school.hold('student')).toBeUndefined();
    school.passes(8);
    await night({ students: renewed.slice(8) });
    expect(await school.hold('student')).toMatchObject({ withdrawals: 8 });
    await night({ students: renewed });
    expect(await school.hold('student')).toMatchObject({ withdrawals: 0, moot: true });
  });
});
