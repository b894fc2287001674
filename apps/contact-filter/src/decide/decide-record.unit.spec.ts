import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, MisRecord, RecordLink, RosterRecord, RuleInput } from '@gatehouse/schemas';
import type { Decided, DecidedImport, DecideInput } from '@gatehouse/ledger';
import type { Settings, Standing } from '@gatehouse/policy';
import { FREE, initialSettings } from '@gatehouse/policy';
import { Pseudonyms } from '@gatehouse/privacy';
import { ReadingNotWhole } from './decide-contact-record.js';
import { decideRecord } from './decide-record.js';
import { MembersUnreadable } from './decide-roster-record.js';

function decide(
  record: MisRecord,
  given: {
    settings?: Partial<Settings>;
    /** Who is in the add-on, the record itself among them when it is `me`. */
    present?: string[];
    remembered?: Partial<Standing>;
    blankPasses?: string[];
    takesEmployees?: boolean;
    isAnybodyBlocked?: boolean;
    isArrivalHeld?: boolean;
    /** Members who are new and wait. */
    waiting?: string[];
    /** Whether the kind's reading was whole. */
    whole?: boolean;
  } = {},
): Decided | undefined {
  const { present = [], settings = {}, remembered = {}, blankPasses = [] } = given;
  const { whole = true } = given;
  const message = { kind: record.kind, recordKey: 'me', observedAt: 'then' } as DecideInput['message'];
  return decideRecord({
    message,
    causationId: 'm',
    record,
    addOn: 'email-text',
    takesEmployees: given.takesEmployees ?? true,
    settings: { ...initialSettings, ...settings },
    remembered: { ...FREE, ...remembered },
    blankPasses: new Set(blankPasses),
    isAnybodyBlocked: given.isAnybodyBlocked ?? false,
    reading: { whole },
    isArrivalHeld: given.isArrivalHeld ?? false,
    waits: (key) => given.waiting?.includes(key) ?? false,
    isIn: present.includes('me'),
    isPresent: (key) => present.includes(key),
    pseudonyms: new Pseudonyms(Buffer.alloc(32), 'A1'),
  });
}

const link = (child: string, flags: Partial<RecordLink> = {}): RecordLink => ({
  child,
  parentalResponsibility: 'true',
  courtOrder: 'false',
  ...flags,
});
const contact = (links: RecordLink[], more: Partial<ContactRecord> = {}): ContactRecord => ({
  kind: 'contact',
  fields: { forename: 'Ada' },
  links,
  ...more,
});
const documentOf = (decided: Decided | undefined) => (decided as DecidedImport).document.reveal();
const order = { about: '*', class: 'true', of: 'O', held: undefined, via: 'person' } as const;
const block = { of: 'O', since: 'then', key: 'O' };

describe('a contact', () => {
  it('comes in with the passing links only, in one order, with the place in the order of contact', () => {
    const decided = decide(
      contact([link('b', { priority: 2 }), link('x', { parentalResponsibility: 'false' }), link('a')]),
      { present: ['a', 'b', 'x'] },
    );
    expect(documentOf(decided)).toEqual({
      forename: 'Ada',
      children: [{ id: 'a' }, { id: 'b', priority: 2 }],
    });
    expect(decided).toMatchObject({ outcome: 'imported', fields: ['forename', 'priority'] });
    expect(decided).not.toHaveProperty('links');
  });

  it('does not name a child who stays out, and comes in with the others', () => {
    const decided = decide(contact([link('a', { priority: 1 }), link('b')]), { present: ['b'] });
    expect(documentOf(decided)).toEqual({ forename: 'Ada', children: [{ id: 'b' }] });
    expect(decided).toMatchObject({ fields: ['forename'] });
  });

  it('stays out where none of the children is in the add-on', () => {
    const decided = decide(contact([link('a'), link('b')]));
    expect(decided).toMatchObject({ outcome: 'excluded', reasons: ['NO_CHILD_IN_ADD_ON'] });
  });

  it('stays out with the class of every link, and nothing else of it', () => {
    const decided = decide(contact([link('b'), link('a', { courtOrder: 'true', priority: 1 }), link('b')]));
    expect(decided).toMatchObject({
      outcome: 'excluded',
      reasons: ['ACTIVE_COURT_ORDER'],
      links: [
        { child: 'a', parentalResponsibility: 'true', courtOrder: 'true' },
        { child: 'b', parentalResponsibility: 'true', courtOrder: 'false' },
      ],
    });
    expect(JSON.stringify(decided)).not.toContain('Ada');
    expect(JSON.stringify(decided)).not.toContain('priority');
  });

  it('stays out for what the register says of it, with the classes that the run showed as evidence', () => {
    const decided = decide(contact([link('a')]), { remembered: { orders: [order] }, present: ['a'] });
    expect(decided).toMatchObject({
      outcome: 'excluded',
      reasons: ['ACTIVE_COURT_ORDER'],
      links: [{ child: 'a', parentalResponsibility: 'true', courtOrder: 'false' }],
    });
    const blocked = decide(contact([link('a')]), { remembered: { block }, present: ['a'] });
    expect(blocked).toMatchObject({ reasons: ['PERSON_BLOCKED'] });
  });

  it('stays out while somebody is blocked, if nobody can say who it is', () => {
    const unknown = contact([link('a')], { personUnreadable: true });
    const given = { settings: { courtOrderScope: 'link' as const }, present: ['a'] };
    expect(decide(unknown, { ...given, isAnybodyBlocked: true })?.outcome).toBe('excluded');
    expect(decide(unknown, given)?.outcome).toBe('imported');
  });

  it('passes over what is blank on links that a MIS which lost all its values had shown', () => {
    const blank = contact([link('a', { courtOrder: 'null' }), link('b', { courtOrder: 'absent' })]);
    const present = ['a', 'b'];
    expect(decide(blank, { present, blankPasses: present })?.outcome).toBe('imported');
    expect(decide(blank, { present, blankPasses: ['a'] })?.outcome).toBe('excluded');
  });

  it('is not decided from a reading that was not whole', () => {
    expect(() => decide(contact([link('a')]), { whole: false })).toThrow(ReadingNotWhole);
  });
});

describe('a class', () => {
  const present = ['s1', 'e1'];
  const roster: RosterRecord = {
    kind: 'class',
    fields: { name: '7A' },
    students: ['s2', 's1', 'never seen'],
    employees: ['e2', 'e1'],
  };

  it('names the members that are in the add-on, and nobody who stays out', () => {
    expect(documentOf(decide(roster, { present }))).toEqual({
      name: '7A',
      students: [{ id: 's1' }],
      employees: [{ id: 'e1' }],
    });
  });

  it('says nothing of employees where the add-on takes none', () => {
    expect(documentOf(decide(roster, { present, takesEmployees: false }))).toEqual({
      name: '7A',
      students: [{ id: 's1' }],
    });
  });

  it('is not decided where its members cannot be read', () => {
    expect(() => decide({ ...roster, membersUnreadable: true })).toThrow(MembersUnreadable);
  });
});

describe('an employee', () => {
  const employee = (current: RuleInput): MisRecord => ({
    kind: 'employee',
    fields: { forename: 'Ada' },
    current,
  });

  it('who stays out leaves the class of `current` and nothing else', () => {
    const decided = decide(employee('absent'));
    expect(decided).toMatchObject({
      outcome: 'excluded',
      reasons: ['RULE_INPUT_UNREADABLE'],
      current: 'absent',
    });
    expect(JSON.stringify(decided)).not.toContain('Ada');
  });

  it('comes newly in from a whole reading alone; one who is in is kept up to date from any', () => {
    const whole = false;
    expect(decide(employee('true'), { whole })).toBeUndefined();
    expect(decide(employee('true'), { whole, present: ['me'] })?.outcome).toBe('imported');
    expect(decide(employee('false'), { whole, present: ['me'] })?.outcome).toBe('excluded');
    expect(decide(employee('true'))?.outcome).toBe('imported');
  });

  it('comes in whatever orders the register knows against a parent of the same person', () => {
    expect(decide(employee('true'), { remembered: { orders: [order] } })?.outcome).toBe('imported');
  });
});

it('a student comes in unless blocked', () => {
  const student: MisRecord = { kind: 'student', fields: { forename: 'Ada' } };
  expect(decide(student)?.outcome).toBe('imported');
  expect(decide(student, { remembered: { block } })).toMatchObject({ reasons: ['PERSON_BLOCKED'] });
});
