import { randomUUID } from 'node:crypto';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@gatehouse/schemas';
import type { KeyRing } from '@gatehouse/privacy';
import { KeyStoreUnavailable, runKeyId } from '@gatehouse/privacy';
import type { RunOfScene } from '../../testing/writer-scene.js';
import {
  alike,
  carries,
  contact,
  employee,
  keyOf,
  notCurrent,
  notResponsible,
  orderOn,
  readWhole,
  releases,
  WriterScene,
} from '../../testing/writer-scene.js';
import { RegisterBehind } from '../register/school-register.js';

/** What the writer of ledgers does, told by what stands in the streams, what comes, and which lines follow. */
let school: WriterScene;
beforeEach(async () => {
  school = new WriterScene('parent-portal', 'email-text');
  await school.reads();
});

/** Kim and Lee, O about both, and T about Lee. */
const FAMILIES = {
  students: ['kim', 'lee'],
  contacts: [contact('O', 'kim', 'lee'), contact('T', 'lee')],
};
const ALL_IN = ['O (kim, lee)', 'T (lee)', 'kim', 'lee'];
/** A process that dies at its append of this number, before anything of it is written. */
function dyingAt(append: number) {
  let appends = 0;
  const beforeAppend = async () => {
    appends += 1;
    if (appends >= append) throw new EventStoreUnavailable('killed');
  };
  return { beforeAppend };
}
/** The school's key ring, but for these methods. */
const keyRingWith = (others: Partial<KeyRing>): KeyRing =>
  ({
    get: (ids) => school.keyRing.get(ids),
    ensure: (ids) => school.keyRing.ensure(ids),
    destroy: (ids) => school.keyRing.destroy(ids),
    active: (prefix) => school.keyRing.active(prefix),
    ...others,
  }) as Pick<KeyRing, 'get' | 'ensure' | 'destroy' | 'active'> as KeyRing;

/** Everybody in both ledgers, by a first run; the ledger's lines after it. */
async function everybodyIn(): Promise<number> {
  await school.night(FAMILIES);
  return school.size();
}

describe('a run', () => {
  it('lets in who passes, in every add-on, and writes nothing the second time', async () => {
    await school.night(FAMILIES);
    expect(await school.lines()).toEqual([
      '0 StudentImported kim',
      '0 StudentImported lee',
      '0 ContactImported O (kim, lee)',
      '0 ContactImported T (lee)',
    ]);
    const sizes = [await school.size('parent-portal'), await school.size('email-text')];
    await school.night(FAMILIES);
    expect([await school.size('parent-portal'), await school.size('email-text')]).toEqual(sizes);
    expect(await school.closings()).toEqual(['0 closed', '2 closed']);
  });

  it.each([2, 5])('is the same where every message comes %s times', async (times) => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    for (const message of run.messages) {
      for (let time = 0; time < times; time += 1) await writer.takes([message]);
    }
    await writer.takes(run.messages);
    expect(await school.lines()).toHaveLength(4);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'killed at its append %s, and taken again from its opening, ends as ever',
    async (at) => {
      const run = await school.begins(FAMILIES);
      await school
        .writer(dyingAt(at))
        .takes(run.messages)
        .catch(() => undefined);
      await school.writer().takes(run.messages);
      for (const addOn of school.addOns) {
        expect(await school.isIn(addOn)).toEqual(ALL_IN);
        expect(await school.size(addOn)).toBe(4);
        expect(await school.closings(addOn)).toEqual(['0 closed']);
      }
    },
  );

  it.each([1, 2, 3, 4, 5, 6])(
    'that misses a child, killed at its append %s, leaves nobody who names her',
    async (at) => {
      await everybodyIn();
      const run = await school.begins({ students: ['kim'] });
      await school
        .writer(dyingAt(at))
        .takes(run.messages)
        .catch(() => undefined);
      await school.writer().takes(run.messages);
      for (const addOn of school.addOns) expect(await school.isIn(addOn)).toEqual(['O (kim)', 'kim']);
    },
  );

  it('is closed as incomplete by a writer that did not see its beginning, which decides nothing in it', async () => {
    const run = await school.begins(FAMILIES);
    await school.writer().takes(run.upTo('O'));
    await school.writer().takes(run.from('O'));
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    expect(await school.closings()).toEqual(['0 incomplete']);
  });

  it('whose key is gone is dropped in silence', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    await school.fails(run);
    await writer.takes(run.from('O'));
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    expect(await school.closings()).toEqual([]);
  });

  it('whose key is gone is dropped in silence, also where its reading waits for a register that is not there', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    await school.fails(run);
    const later = await school.begins(FAMILIES);
    const reading = later.messages.find(({ message }) => message.type === 'roll-call');
    const message = { ...reading!.message, run: run.number, restrictionsRevision: 99 };
    await writer.takes([{ id: 'reading', message }]);
    expect(await school.isIn()).toEqual(['kim', 'lee']);
  });

  it('that ended elsewhere is forgotten: no key that is restored brings it back', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    const restore = school.backsUpKeys();
    await school.fails(run);
    await writer.forgetsEnded();
    restore();
    await writer.takes(run.from('O'));
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    expect(await school.closings()).toEqual([]);
  });

  it('that is open is kept where those are forgotten that have ended', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    await writer.forgetsEnded();
    await writer.takes(run.from('O'));
    expect(await school.isIn()).toEqual(ALL_IN);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('says the classes of the links of whom it keeps out, and links of nobody else', async () => {
    await school.night({
      ...FAMILIES,
      contacts: [contact('O', 'kim'), { ...contact('T', 'lee'), order: 'true' }],
    });
    await school.night({ ...FAMILIES, contacts: [{ ...contact('T', 'lee'), order: 'true' }] });
    const said = (await school.raw()).map(({ type, data }) => [type, data['links']]);
    expect(said).toEqual([
      ['StudentImported', undefined],
      ['StudentImported', undefined],
      ['ContactImported', undefined],
      ['ContactExcluded', [{ child: keyOf('lee'), courtOrder: 'true', parentalResponsibility: 'true' }]],
      ['ContactWithdrawn', undefined],
    ]);
  });
});

describe('an order that is read while a run is open', () => {
  it('takes the imported contact out before the next line, in every ledger', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('T'));
    await school.reads(orderOn('O', 'kim'));
    await writer.takes(run.from('T'));
    for (const addOn of school.addOns) {
      expect((await school.lines(addOn)).slice(2)).toEqual([
        '0 ContactImported O (erased)',
        '0 ContactExcluded O: ACTIVE_COURT_ORDER',
        '0 RestrictionsApplied',
        '0 ContactImported T (lee)',
      ]);
      expect(await school.closings(addOn)).toEqual(['0 closed']);
    }
  });

  it('keeps a contact out who was not decided yet', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    await school.reads(orderOn('O', 'kim'));
    await writer.takes(run.from('O'));
    expect(await school.isIn()).toEqual(['T (lee)', 'kim', 'lee']);
  });

  it('is said in a ledger without a line that the run may write, and in none that it may not', async () => {
    school = new WriterScene('parent-portal', 'email-text', 'parents-evening');
    await school.reads(orderOn('O', 'kim'));
    const addOns = { 'email-text': 'not-purchased', 'parents-evening': 'blocked' } as const;
    const run = await school.begins({ addOns });
    await school.writer().takes(run.opening);
    expect(await school.lines('parent-portal')).toEqual(['0 RestrictionsApplied']);
    expect(await school.lines('email-text')).toEqual([]);
    expect(await school.lines('parents-evening')).toEqual([]);
  });

  it('is said once, however often the register grows by what restricts nobody', async () => {
    const from = await everybodyIn();
    await school.reads(orderOn('N', 'max'), carries('P', ['max']), readWhole());
    await school.writer().looksAgain();
    await school.reads(carries('Q', ['max']), readWhole(), alike('P', 'Q'));
    await school.writer().looksAgain();
    await school.night(FAMILIES);
    expect(await school.lines('parent-portal', from)).toEqual(['- RestrictionsApplied']);
  });

  it('is noticed between what was decided and its append', async () => {
    const run = await school.begins(FAMILIES);
    let keysMade = 0;
    const beforeKeys = async () => {
      keysMade += 1;
      // Students have theirs by now, in both ledgers.
      if (keysMade === 3) await school.reads(orderOn('O', 'kim'));
    };
    await school.writer({ beforeKeys }).takes(run.messages);
    expect((await school.lines()).slice(2)).toEqual([
      '0 RestrictionsApplied',
      '0 ContactExcluded O: ACTIVE_COURT_ORDER',
      '0 ContactImported T (lee)',
    ]);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('about somebody who neither is in nor comes in makes nothing be decided again', async () => {
    const run = await school.begins(FAMILIES);
    let keysMade = 0;
    const beforeKeys = async () => {
      keysMade += 1;
      if (keysMade === 3) await school.reads(orderOn('N', 'max'));
    };
    await school.writer({ beforeKeys }).takes(run.messages);
    // Students and contacts, in two ledgers, each once.
    expect(keysMade).toBe(4);
    expect((await school.lines()).slice(2)).toEqual([
      '0 ContactImported O (kim, lee)',
      '0 ContactImported T (lee)',
      '0 RestrictionsApplied',
    ]);
  });

  it('is not said to be applied where it was read while the ledger was reviewed for another', async () => {
    await school.reads(carries('O', ['kim', 'lee']), readWhole());
    const from = await everybodyIn();
    await school.reads(notResponsible('O', 'kim'));
    let isRead = false;
    // When the document that loses a child is opened.
    const beforeKnownKeys = async () => {
      if (!isRead) await school.reads(orderOn('N', 'max'));
      isRead = true;
    };
    await school.writer({ beforeKnownKeys }).looksAgain();
    const reviewed = ['- ContactImported O (lee)', '- RestrictionsApplied'];
    expect(await school.lines('parent-portal', from)).toEqual(reviewed);
    await school.writer().looksAgain();
    expect(await school.lines('parent-portal', from)).toEqual([...reviewed, '- RestrictionsApplied']);
  });
});

describe('what stands in the way of taking somebody out', () => {
  const order = () => school.reads(orderOn('O', 'kim'));
  const refusing = (stream: string) => {
    const on = { isBroken: false };
    const beforeAppend = async (appendedTo: string) => {
      if (on.isBroken && appendedTo === stream) throw new Error('refused');
    };
    return { on, beforeAppend };
  };

  it('a word that cannot be read is met again, and nobody comes in past it', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('O'));
    await school.says('RestrictionMoved', { from: 7 });
    for (const _ of [1, 2]) await expect(writer.takes(run.from('O'))).rejects.toThrow('RestrictionMoved');
    expect(await school.isIn()).toEqual(['kim', 'lee']);
  });

  it('a ledger that refuses hides not that another writer was quicker in the next', async () => {
    const { on, beforeAppend } = refusing('ledger-A1.parent-portal');
    const run = await school.begins(FAMILIES);
    const writer = school.writer({ beforeAppend });
    await writer.takes(run.upTo('O'));
    await school.writer().takes(run.upTo('T').concat(run.from('O').slice(0, 1)));
    on.isBroken = true;
    await order();
    expect(await writer.looksAgain()).toMatchObject([{ addOn: 'parent-portal' }]);
    expect(await school.isIn('email-text')).not.toContain('O (kim, lee)');
  });

  it('a ledger in hand that refuses keeps nobody in one that the run has closed', async () => {
    const { on, beforeAppend } = refusing('ledger-A1.email-text');
    const run = await school.begins(FAMILIES);
    const closing = school.writer({
      beforeAppend: async (stream) => {
        if (stream === 'closings-A1.email-text') throw new EventStoreUnavailable('killed');
      },
    });
    await expect(closing.takes(run.messages)).rejects.toThrow('killed');
    const restarted = school.writer({ beforeAppend });
    await restarted.takes(run.opening);
    on.isBroken = true;
    await order();
    expect(await restarted.looksAgain()).toMatchObject([{ addOn: 'email-text' }]);
    expect(await school.isIn('parent-portal')).toEqual(['T (lee)', 'kim', 'lee']);
  });

  it('a damaged key keeps nobody in but whom it belongs to, who goes', async () => {
    const both = [contact('O', 'kim', 'lee'), contact('P', 'kim', 'lee')];
    await school.reads(carries('O', ['kim', 'lee']), carries('P', ['kim', 'lee']), readWhole());
    await school.night({ ...FAMILIES, contacts: both });
    await school.reads(notResponsible('O', 'kim'), notResponsible('P', 'kim'));
    const get: KeyRing['get'] = async (ids) => {
      const answers = await school.keyRing.get(ids);
      return answers.map((answer, i) => (ids[i]?.includes(keyOf('O')) ? { state: 'damaged' } : answer));
    };
    await school.writer({ keyRing: keyRingWith({ get }) }).looksAgain();
    expect(await school.isIn()).toEqual(['P (lee)', 'kim', 'lee']);
  });

  it('a crash before a key is destroyed is made good by the next look', async () => {
    await everybodyIn();
    await order();
    const destroy: KeyRing['destroy'] = async () => {
      throw new KeyStoreUnavailable('killed');
    };
    const killed = school.writer({ keyRing: keyRingWith({ destroy }) });
    await expect(killed.looksAgain()).rejects.toThrow('killed');
    expect(await school.lines()).toContain('0 ContactImported O (kim, lee)');
    await school.writer().looksAgain();
    expect(await school.lines()).toContain('0 ContactImported O (erased)');
  });

  it('one ledger that cannot be opened keeps nobody in the next', async () => {
    await everybodyIn();
    const { on, beforeAppend } = refusing('ledger-A1.parent-portal');
    const run = await school.begins({ ...FAMILIES, addOns: { 'email-text': 'not-purchased' } });
    on.isBroken = true;
    await school.block('O');
    await expect(school.writer({ beforeAppend }).takes(run.opening)).rejects.toThrow();
    expect(await school.isIn('email-text')).toEqual([]);
  });
});

describe('who goes before the run is opened to the ledger', () => {
  it('is said to go for the permission, too, as whoever goes with its opening', async () => {
    await everybodyIn();
    const run = await school.begins({ ...FAMILIES, addOns: { 'parent-portal': 'blocked' } });
    await school.reads(orderOn('O', 'kim'));
    await school.writer().looksAgain();
    await school.writer().takes(run.opening);
    const ofO = (await school.lines('parent-portal')).filter((line) => line.includes(' O'));
    expect(ofO).toEqual([
      '0 ContactImported O (erased)',
      '2 ContactExcluded O: ACTIVE_COURT_ORDER',
      '2 ContactWithdrawn O: PERMISSION_WITHDRAWN',
    ]);
    expect((await school.lines('email-text')).at(-1)).toBe('2 RestrictionsApplied');
  });
});

describe('a writer that was held up', () => {
  /** A writer whose first append of this type waits until `meanwhile` is done. */
  function heldUpAt(type: string, meanwhile: () => Promise<void>) {
    let isDone = false;
    return school.writer({
      beforeAppend: async (stream, events) => {
        if (isDone || !stream.startsWith('ledger-') || !events.some((event) => event.type === type)) return;
        isDone = true;
        await meanwhile();
      },
    });
  }

  it('fails behind RestrictionsApplied, reads on, and imports nobody who is kept out by now', async () => {
    const run = await school.begins(FAMILIES);
    const writer = heldUpAt('ContactImported', async () => {
      await school.reads(orderOn('O', 'kim'));
      await school.writer().looksAgain();
    });
    await writer.takes(run.messages);
    expect((await school.lines()).slice(2)).toEqual([
      '0 RestrictionsApplied',
      '0 ContactExcluded O: ACTIVE_COURT_ORDER',
      '0 ContactImported T (lee)',
    ]);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('writes nothing once its run was closed by another and a newer one has decided', async () => {
    const run = await school.begins(FAMILIES);
    let before: string[] = [];
    const late = heldUpAt('StudentImported', async () => {
      await school.writer().takes(run.messages);
      await school.completes(run);
      await school.block('kim');
      await school.night({ ...FAMILIES, students: ['kim', 'lee', 'max'] });
      before = await school.lines();
    });
    await late.takes(run.messages);
    expect(await school.lines()).toEqual(before);
    expect(await school.isIn()).toEqual(['O (lee)', 'T (lee)', 'lee', 'max']);
  });

  it('fails behind RunFenced, and gives the run up', async () => {
    const run = await school.begins(FAMILIES);
    const late = heldUpAt('StudentImported', async () => {
      const newer = await school.begins({ students: ['max'], fences: run.number });
      await school.writer().takes(newer.messages);
    });
    await late.takes(run.messages);
    expect(await school.lines()).toEqual(['1 RunFenced', '1 StudentImported max']);
  });

  it('reads on and decides again where another consumer of its group wrote in the same run', async () => {
    const run = await school.begins(FAMILIES);
    const late = heldUpAt('ContactImported', () => school.writer().takes(run.upTo('T')));
    await late.takes(run.messages);
    expect(await school.isIn()).toEqual(ALL_IN);
    expect(await school.lines()).toHaveLength(4);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('shares a run with another that takes the same messages at the same time: each line once', async () => {
    const run = await school.begins(FAMILIES);
    await Promise.all([school.writer().takes(run.messages), school.writer().takes(run.messages)]);
    for (const addOn of school.addOns) {
      expect(await school.isIn(addOn)).toEqual(ALL_IN);
      expect(await school.size(addOn)).toBe(4);
      expect(await school.closings(addOn)).toEqual(['0 closed']);
    }
  });
});

describe('word to look again', () => {
  const order = () => school.reads(orderOn('O', 'kim'));

  it('between runs takes out who is restricted since, and is of no run', async () => {
    const from = await everybodyIn();
    await order();
    await school.writer().looksAgain();
    for (const addOn of school.addOns) {
      expect(await school.lines(addOn, from)).toEqual([
        '- ContactExcluded O: ACTIVE_COURT_ORDER',
        '- RestrictionsApplied',
      ]);
    }
  });

  it('that comes again, to another writer or to two at once, does nothing more', async () => {
    const from = await everybodyIn();
    await order();
    await Promise.all([school.writer().looksAgain(), school.writer().looksAgain()]);
    const writer = school.writer();
    await writer.looksAgain();
    await writer.looksAgain();
    expect(await school.size()).toBe(from + 2);
  });

  it('in mid-run takes out at once, as a line of the run', async () => {
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.upTo('T'));
    await order();
    await writer.looksAgain();
    const said = ['0 ContactExcluded O: ACTIVE_COURT_ORDER', '0 RestrictionsApplied'];
    expect((await school.lines()).slice(3)).toEqual(said);
    await writer.takes(run.from('T'));
    expect((await school.lines()).slice(3)).toEqual([...said, '0 ContactImported T (lee)']);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('in mid-run reaches a writer that was restarted, and knows no run', async () => {
    const run = await school.begins(FAMILIES);
    await school.writer().takes(run.upTo('T'));
    await order();
    const restarted = school.writer();
    await restarted.looksAgain();
    expect((await school.lines()).slice(3)).toEqual([
      '0 ContactExcluded O: ACTIVE_COURT_ORDER',
      '0 RestrictionsApplied',
    ]);
    await restarted.takes(run.from('T'));
    expect(await school.closings()).toEqual(['0 incomplete']);
  });

  it('reaches a ledger that the run has closed, as lines of no run, and its open one', async () => {
    const run = await school.begins(FAMILIES);
    const closing = school.writer({
      beforeAppend: async (stream) => {
        if (stream === 'closings-A1.email-text') throw new EventStoreUnavailable('killed');
      },
    });
    await expect(closing.takes(run.messages)).rejects.toThrow('killed');
    expect([await school.closings('parent-portal'), await school.closings('email-text')]).toEqual([
      ['0 closed'],
      [],
    ]);
    const restarted = school.writer();
    await restarted.takes(run.opening);
    await order();
    await restarted.looksAgain();
    const said = (of: string) => [`${of} ContactExcluded O: ACTIVE_COURT_ORDER`, `${of} RestrictionsApplied`];
    expect(await school.lines('parent-portal', 4)).toEqual(said('-'));
    expect(await school.lines('email-text', 4)).toEqual(said('0'));
  });

  it('says nothing of a school that was never seeded, or never had a run', async () => {
    await school.block('O');
    await school.writer().looksAgain();
    const unknown = new WriterScene();
    await unknown.block('O');
    await unknown.begins(FAMILIES);
    await unknown.writer().looksAgain();
    expect([await school.lines(), await unknown.lines()]).toEqual([[], []]);
  });

  it('says nothing in a ledger without a line between runs', async () => {
    const run = await school.begins({ ...FAMILIES, addOns: { 'email-text': 'not-purchased' } });
    await school.writer().takes(run.messages);
    await school.completes(run);
    await order();
    await school.writer().looksAgain();
    expect(await school.lines('email-text')).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'broken off by a crash at its append %s is finished by the next',
    async (at) => {
      await everybodyIn();
      await school.block('lee');
      await school
        .writer(dyingAt(at))
        .looksAgain()
        .catch(() => undefined);
      await school.writer().looksAgain();
      for (const addOn of school.addOns) {
        expect(await school.isIn(addOn)).toEqual(['O (kim)', 'kim']);
        expect(await school.size(addOn)).toBe(8);
      }
    },
  );
});

describe('what takes out at once', () => {
  let from: number;
  beforeEach(async () => {
    await school.reads(carries('O', ['kim', 'lee'], 'p'), carries('T', ['lee']), readWhole());
    from = await everybodyIn();
  });
  const linesAfterLook = async () => {
    await school.writer().looksAgain();
    return school.lines('parent-portal', from);
  };

  it('a block', async () => {
    await school.block('O');
    expect(await linesAfterLook()).toEqual(['- ContactExcluded O: PERSON_BLOCKED', '- RestrictionsApplied']);
  });

  it('a moved restriction: the new row of a change of MIS, whatever it says', async () => {
    const rows = { from: keyOf('old'), to: keyOf('T'), courtOrder: 'true', block: false };
    await school.says('RestrictionMoved', { ...rows, shown: await school.registerRevision() });
    expect(await linesAfterLook()).toEqual([
      '- ContactExcluded T: ACTIVE_COURT_ORDER',
      '- RestrictionsApplied',
    ]);
  });

  it('rows that are made one', async () => {
    await school.reads(orderOn('O', 'kim'));
    await school.says('RowsJoined', {
      rows: [keyOf('O'), keyOf('T')],
      shown: await school.registerRevision(),
    });
    expect(await linesAfterLook()).toEqual([
      '- ContactExcluded O: ACTIVE_COURT_ORDER',
      '- ContactExcluded T: ACTIVE_COURT_ORDER',
      '- RestrictionsApplied',
    ]);
  });

  it('a pair with somebody restricted, read later', async () => {
    await school.reads(orderOn('O', 'kim'));
    await school.writer().looksAgain();
    from = await school.size();
    await school.reads(alike('T', 'O'));
    expect(await linesAfterLook()).toEqual([
      '- ContactExcluded T: SAME_PERSON_UNCLEAR',
      '- RestrictionsApplied',
    ]);
  });

  it('a upi of somebody restricted, carried from now on', async () => {
    await school.reads(orderOn('O', 'kim'));
    await school.writer().looksAgain();
    from = await school.size();
    await school.reads(carries('T', [], 'p'));
    expect(await linesAfterLook()).toEqual([
      '- ContactExcluded T: ACTIVE_COURT_ORDER',
      '- RestrictionsApplied',
    ]);
  });

  it('responsibility that is said otherwise: the child, and with the last child the contact', async () => {
    await school.reads(notResponsible('O', 'kim'), notResponsible('T', 'lee'));
    expect(await linesAfterLook()).toEqual([
      '- ContactImported O (lee)',
      '- ContactExcluded T: NO_PARENTAL_RESPONSIBILITY',
      '- RestrictionsApplied',
    ]);
  });

  it('in scope link an order takes its child from that ledger’s contact alone', async () => {
    await school.says('CourtOrderPolicySet', { courtOrderScope: 'link' });
    await school.night(FAMILIES);
    from = await school.size();
    await school.reads(orderOn('O', 'kim'));
    expect(await linesAfterLook()).toEqual(['- ContactImported O (lee)', '- RestrictionsApplied']);
    expect(await school.isIn('email-text')).toContain('O (lee)');
  });

  it('blank values, and orders on one link, when the school takes back what it had said of them', async () => {
    await school.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order', courtOrderScope: 'link' });
    await school.night({
      ...FAMILIES,
      contacts: [contact('O', 'kim', 'lee'), { ...contact('T', 'lee'), order: 'null' }],
    });
    await school.reads(orderOn('T', 'lee', 'null'), orderOn('O', 'kim'));
    await school.writer().looksAgain();
    expect(await school.isIn()).toEqual(['O (lee)', 'T (lee)', 'kim', 'lee']);
    await school.says('CourtOrderPolicySet', { blankCourtOrder: 'undecided', courtOrderScope: 'person' });
    await school.writer().looksAgain();
    expect(await school.isIn()).toEqual(['kim', 'lee']);
  });
});

describe('a contact with one child', () => {
  it('goes with the child who is blocked, in every add-on, by look-again', async () => {
    await everybodyIn();
    await school.block('lee');
    await school.writer().looksAgain();
    for (const addOn of school.addOns) {
      const lines = await school.lines(addOn, 4);
      expect(lines).toHaveLength(4);
      expect(lines).toEqual(
        expect.arrayContaining([
          '- StudentExcluded lee: PERSON_BLOCKED',
          '- ContactImported O (kim)',
          '- ContactExcluded T: NO_CHILD_IN_ADD_ON',
          '- RestrictionsApplied',
        ]),
      );
    }
  });

  it('goes with the child who left, also where contacts could not be read', async () => {
    await everybodyIn();
    await school.night({ students: ['kim'] });
    for (const addOn of school.addOns) {
      expect(await school.isIn(addOn)).toEqual(['O (kim)', 'kim']);
      expect(await school.lines(addOn, 4)).toContain('2 ContactExcluded T: NO_CHILD_IN_ADD_ON');
    }
  });

  it('goes where the run decides the child out first', async () => {
    await everybodyIn();
    await school.block('lee');
    await school.night(FAMILIES);
    expect(await school.isIn()).toEqual(['O (kim)', 'kim']);
  });

  it('comes back with the child', async () => {
    await everybodyIn();
    await school.block('lee');
    await school.writer().looksAgain();
    await school.unblock('lee');
    await school.night(FAMILIES);
    expect(await school.isIn()).toEqual(ALL_IN);
  });
});

describe('what widens', () => {
  it.each([
    ['unblocking', () => school.block('O'), () => school.unblock('O')],
    ['lifting', () => school.reads(orderOn('O', 'kim')), () => school.lift('O')],
    [
      'saying that blank means no order',
      () => school.reads(orderOn('O', 'kim', 'null')),
      () => school.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order' }),
    ],
  ])('%s waits for the next run', async (_, restrict, widen) => {
    await restrict();
    await school.night(FAMILIES);
    expect(await school.isIn()).not.toContain('O (kim, lee)');
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    await writer.takes(run.opening);
    await widen();
    await writer.takes(run.messages);
    await school.completes(run);
    await school.writer().looksAgain();
    expect(await school.isIn()).not.toContain('O (kim, lee)');
    await school.night(FAMILIES);
    expect(await school.isIn()).toEqual(ALL_IN);
  });

  it('is overtaken by what restricts: in an open run the stricter of its basis and of now holds', async () => {
    await school.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order', courtOrderScope: 'link' });
    await school.reads(orderOn('O', 'kim', 'null'), orderOn('T', 'kim'));
    const run = await school.begins(FAMILIES);
    await school.says('CourtOrderPolicySet', { blankCourtOrder: 'undecided', courtOrderScope: 'person' });
    await school.writer().takes(run.messages);
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    await school.completes(run);

    const next = await school.begins(FAMILIES);
    await school.says('CourtOrderPolicySet', { blankCourtOrder: 'no-order', courtOrderScope: 'link' });
    await school.writer().takes(next.messages);
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    await school.completes(next);

    await school.night(FAMILIES);
    expect(await school.isIn()).toEqual(ALL_IN);
  });

  it('the word of the source counts in the run after the one that read it', async () => {
    await school.reads(orderOn('O', 'kim'));
    await school.night(FAMILIES);
    const run = await school.begins(FAMILIES);
    await school.reads(releases(run.number, 'O', 'kim'));
    await school.writer().takes(run.messages);
    expect(await school.isIn()).toEqual(['T (lee)', 'kim', 'lee']);
    await school.completes(run);
    await school.writer().looksAgain();
    expect(await school.isIn()).toEqual(['T (lee)', 'kim', 'lee']);
    await school.night(FAMILIES);
    expect(await school.isIn()).toEqual(ALL_IN);
  });

  it('the word of a run that a newer one overtook counts for nothing', async () => {
    await school.reads(orderOn('O', 'kim'));
    const zombie = await school.begins(FAMILIES);
    await school.reads(releases(zombie.number, 'O', 'kim'));
    const newer = await school.begins(FAMILIES);
    await school.completes(zombie);
    await school.writer().takes(newer.messages);
    expect(await school.isIn()).toEqual(['T (lee)', 'kim', 'lee']);
  });

  it('a person who cannot be identified stays out as long as somebody is blocked', async () => {
    const unknown = { ...contact('O', 'kim'), personUnreadable: true } as const;
    const inScope = { students: ['kim'], contacts: [unknown] };
    await school.says('CourtOrderPolicySet', { courtOrderScope: 'link' });
    await school.night(inScope);
    expect(await school.isIn()).toEqual(['O (kim)', 'kim']);
    await school.block('max');
    await school.night(inScope);
    expect(await school.isIn()).toEqual(['kim']);
    await school.unblock('max');
    await school.night(inScope);
    expect(await school.isIn()).toEqual(['O (kim)', 'kim']);
  });
});

describe('contacts wait for the register', () => {
  it('a run is not opened before the register is there; it is tried again without end', async () => {
    school = new WriterScene();
    const run = await school.begins(FAMILIES);
    const writer = school.writer();
    for (let time = 0; time < 3; time += 1)
      await expect(writer.takes(run.messages)).rejects.toBeInstanceOf(RegisterBehind);
    expect(await school.lines()).toEqual([]);
    await school.reads();
    await writer.takes(run.messages);
    expect(await school.isIn()).toEqual(ALL_IN);
  });

  it('a reading whose register cannot be read that far yet is tried again, and its contacts after it', async () => {
    const run = await school.begins(FAMILIES);
    const ahead = run.messages.map(({ id, message }) =>
      message.type === 'roll-call' && message.kind === 'contact'
        ? { id, message: { ...message, restrictionsRevision: 1 } }
        : { id, message },
    );
    const writer = school.writer();
    for (let time = 0; time < 3; time += 1)
      await expect(writer.takes(ahead)).rejects.toBeInstanceOf(RegisterBehind);
    expect(await school.isIn()).toEqual(['kim', 'lee']);
    await school.reads(orderOn('O', 'kim'));
    await writer.takes(ahead);
    expect(await school.isIn()).toEqual(['T (lee)', 'kim', 'lee']);
    expect(await school.closings()).toEqual(['0 closed']);
  });
});

describe('employees', () => {
  const night = (...employees: ReturnType<typeof employee>[]) => school.night({ employees });
  const broken = (...employees: ReturnType<typeof employee>[]) =>
    school.night({ employees, notWhole: ['employee'] });

  it('come newly in from a whole reading alone', async () => {
    await broken(employee('Ann'));
    expect(await school.lines()).toEqual([]);
    await night(employee('Ann'));
    expect(await school.isIn()).toEqual(['Ann']);
  });

  it('who are in are kept up to date by any reading, and nobody is withdrawn by it', async () => {
    await night(employee('Ann'), employee('Bob'));
    await broken(employee('Ann', 'true', 'Anna'));
    expect((await school.lines()).slice(2)).toEqual(['2 EmployeeImported Ann']);
    expect(await school.isIn()).toEqual(['Ann', 'Bob']);
  });

  it('who are said not to be current go out, from whatever reading, and between runs', async () => {
    await night(employee('Ann'), employee('Bob'));
    await broken(employee('Ann', 'false'));
    expect(await school.isIn()).toEqual(['Bob']);
    await school.reads(notCurrent('Bob'));
    await school.writer().looksAgain();
    expect((await school.lines()).slice(3)).toEqual([
      '- EmployeeExcluded Bob: EMPLOYEE_NOT_CURRENT',
      '- RestrictionsApplied',
    ]);
  });

  it('are not touched by an order against the same person as a parent', async () => {
    await night(employee('Ann'));
    await school.reads(orderOn('Ann', 'kim'));
    await school.writer().looksAgain();
    expect(await school.isIn()).toEqual(['Ann']);
  });
});

describe('the memory is the school’s', () => {
  it('what was read while one add-on was there acts in another that was bought since', async () => {
    await school.night({ ...FAMILIES, addOns: { 'email-text': 'not-purchased' } });
    await school.reads(orderOn('O', 'kim'));
    await school.writer().looksAgain();
    await school.night(FAMILIES);
    expect(await school.isIn('email-text')).toEqual(['T (lee)', 'kim', 'lee']);
    expect(await school.lines('email-text')).toContain('2 RestrictionsApplied');
  });
});

describe('a writer of the calendar', () => {
  const calendar = { kinds: ['event'], topic: TOPICS.permittedEvents, asksRegister: false } as const;
  const takes = async (run: RunOfScene) => {
    await school.writer(calendar).takes(run.messages);
    await school.completes(run);
  };

  it('asks no register: orders, blocks and a school without one change nothing', async () => {
    school = new WriterScene('mis-calendar');
    await takes(await school.begins({ events: ['fair'] }));
    await school.reads(orderOn('O', 'kim'));
    await school.block('O');
    await takes(await school.begins({ events: ['fair', 'play'] }));
    expect(await school.lines()).toEqual(['0 CalendarEventImported fair', '2 CalendarEventImported play']);
    expect(await school.closings()).toEqual(['0 closed', '2 closed']);
  });
});

describe('messages of a run that the event store does not know', () => {
  it('are dropped by everybody, although its key is there: the store was restored, and the number is another run’s', async () => {
    const school = new WriterScene();
    await school.reads(readWhole());
    const run = await school.begins(FAMILIES);
    const lost = { ...run.named, runId: randomUUID() };
    await school.keyRing.ensure([runKeyId(lost)]);
    const ofLost = run.messages.map(({ id, message }) => ({
      id,
      message: { ...message, runId: lost.runId },
    }));
    const writer = school.writer();
    await writer.takes(ofLost);
    expect(await school.lines()).toEqual([]);
    expect(await school.closings()).toEqual([]);
    await writer.takes(run.opening);
    await writer.takes(ofLost.slice(1));
    expect(await school.isIn()).toEqual([]);
    await writer.takes(run.messages.slice(1));
    expect(await school.isIn()).toEqual(ALL_IN);
  });
});

describe('before the roll call of its kind', () => {
  const all = {
    students: ['kim'],
    contacts: [contact('O', 'kim')],
    employees: [employee('E')],
    classes: { C: ['kim'] },
  };
  const everybody = ['C (kim)', 'E', 'O (kim)', 'kim'];

  it.each(['student', 'contact', 'employee', 'class'] as const)(
    'no %s is decided, nor what comes after it and may name it, and the run is not closed: it may have to wait',
    async (notCalled) => {
      const run = await school.begins({ ...all, notCalled });
      const writer = school.writer();
      await writer.takes(run.messages);
      const kinds = ['student', 'contact', 'employee', 'class'];
      const decided = kinds
        .slice(0, kinds.indexOf(notCalled))
        .map((kind) => expect.stringMatching(new RegExp(kind, 'i')));
      expect(await school.lines()).toEqual(decided);
      expect(writer.failed).toEqual([]);
      expect(await school.closings()).toEqual(['0 incomplete']);
    },
  );

  it('none who is in changes: the last line stands', async () => {
    await school.night(all);
    await school.night({ ...all, employees: [employee('E', 'true', 'E married')], notCalled: 'employee' });
    expect(await school.isIn()).toEqual(everybody);
    expect((await school.closings()).at(-1)).toBe('2 incomplete');
  });

  it('a record is decided when both come again, in order', async () => {
    const run = await school.begins(all);
    const [opening, ...more] = run.messages;
    const writer = school.writer();
    await writer.takes([...(opening ? [opening] : []), ...run.from('kim').slice(0, -1)]);
    await writer.takes(more);
    expect(await school.isIn()).toEqual(everybody);
    expect(await school.closings()).toEqual(['0 closed']);
  });

  it('nor is somebody decided whom it does not name', async () => {
    await school.night({ ...all, unnamed: 'E' });
    expect(await school.isIn()).toEqual(['C (kim)', 'O (kim)', 'kim']);
    expect(await school.closings()).toEqual(['0 incomplete']);
  });
});

describe('pupils of whom a reading does not say whose their contacts are', () => {
  const students = ['kim', 'lee', 'max'];
  beforeEach(async () => {
    await school.reads(
      carries('O', ['kim', 'lee']),
      carries('T', ['kim']),
      carries('N', ['lee']),
      readWhole(),
    );
    await school.night({
      students,
      contacts: [contact('O', 'kim', 'lee'), contact('T', 'kim'), contact('N', 'lee')],
    });
    expect(await school.isIn()).toEqual(['N (lee)', 'O (kim, lee)', 'T (kim)', 'kim', 'lee', 'max']);
  });
  const night = (...contacts: ReturnType<typeof contact>[]) =>
    school.night({ students, contacts, unsettled: ['kim'] });

  it('keep their contacts: links stand, who is known by them alone is present, the others are decided', async () => {
    await night({ ...contact('O', 'lee'), forename: 'Olive' });
    expect(await school.isIn()).toEqual(['O (kim, lee)', 'T (kim)', 'kim', 'lee', 'max']);
    expect((await school.closings()).at(-1)).toContain('closed');
  });

  it('give nobody a link that the ledger did not have', async () => {
    await school.reads(carries('M', ['kim', 'max']));
    await night(contact('O', 'lee'), contact('M', 'max'));
    expect(await school.isIn()).toContain('M (max)');
  });

  it('let an order about them act, and take out whom it is about', async () => {
    await school.reads(orderOn('T', 'kim'), orderOn('O', 'lee'));
    await night(contact('O', 'lee'));
    expect(await school.isIn()).toEqual(['kim', 'lee', 'max']);
  });

  it('count for nobody who is new: those whom the reading first showed under them make no other MIS', async () => {
    const crowd = Array.from({ length: 30 }, (_, n) => carries(`C${n}`, ['kim']));
    await school.reads(orderOn('N', 'lee'), ...crowd, carries('W', ['max']));
    await night(contact('O', 'lee'), contact('W', 'max'));
    expect(await school.isIn()).toContain('W (max)');
    expect(await school.hold('contact')).toBeUndefined();
  });

  it('hold nothing up: whom a later reading does not show goes', async () => {
    await night(contact('O', 'lee'), contact('N', 'lee'));
    await school.night({ students, contacts: [contact('O', 'kim'), contact('N', 'lee')] });
    expect(await school.isIn()).toEqual(['N (lee)', 'O (kim)', 'kim', 'lee', 'max']);
  });
});
