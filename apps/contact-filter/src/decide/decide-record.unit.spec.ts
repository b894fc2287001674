import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, Grants, MisRecord, RecordLink, RosterRecord } from '@gatehouse/contracts';
import { forEachAddOn } from '@gatehouse/contracts';
import type { Decided, DecidedImport, DecideInput } from '@gatehouse/ledger';
import { LedgerState, SeenRecords } from '@gatehouse/ledger';
import type { Settings } from '@gatehouse/policy';
import { initialSettings } from '@gatehouse/policy';
import { Pseudonyms } from '@gatehouse/privacy';
import { decideRecord } from './decide-record.js';

const grants: Grants = forEachAddOn(() => ({ contact: [], student: [], class: [], employee: [] }));

function decide(
  record: MisRecord,
  given: {
    settings?: Partial<Settings>;
    state?: LedgerState;
    grants?: Grants;
    personKey?: string;
    /** Students that the run showed, and those of them among whose contacts is one that cannot be told. */
    seen?: string[];
    unsettled?: string[];
  } = {},
): Decided {
  const seen = new SeenRecords();
  for (const key of given.seen ?? []) seen.add('student', key);
  for (const key of given.unsettled ?? []) seen.unsettledStudents.add(key);
  const { state = new LedgerState(), settings, personKey } = given;
  const run = {
    run: 2,
    settings: { ...initialSettings, ...settings },
    seen,
    grants: given.grants ?? grants,
  } as unknown as DecideInput['run'];
  const message = {
    kind: record.kind,
    recordKey: 'me',
    personKey,
    observedAt: 'then',
  } as DecideInput['message'];
  const pseudonyms = new Pseudonyms(Buffer.alloc(32), 'A1');
  return decideRecord({ message, causationId: 'm', record, addOn: 'email-text', run, state, pseudonyms });
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
  personLinks: [],
  ...more,
});
const documentOf = (decided: Decided) => (decided as DecidedImport).document.reveal();

type Line = { key: string; type: string; links?: object[]; personKey?: string; reason?: string };

const stateWith = (...lines: Line[]) => closedState(1, ...lines);

function closedState(lastClosed: number, ...lines: Line[]): LedgerState {
  const state = new LedgerState();
  lines.forEach(({ key, type, ...data }, revision) => {
    const metadata = { run: 1, recordedAt: '2026-09-01T02:00:00.000Z', fingerprint: '' };
    const reason = type.endsWith('Withdrawn') ? { reason: 'NOT_IN_SOURCE' } : {};
    state.evolve({ type, revision, data: { recordKey: key, ...reason, ...data }, metadata });
  });
  state.lastClosed = lastClosed;
  return state;
}

describe('a contact', () => {
  it('comes in with the passing links only, in one order, with the place in the order of contact', () => {
    const decided = decide(
      contact([link('b', { priority: 2 }), link('x', { parentalResponsibility: 'false' }), link('a')]),
      { state: stateWith(...['a', 'b', 'x'].map((key) => ({ key, type: 'StudentImported' }))) },
    );
    expect(documentOf(decided)).toEqual({
      forename: 'Ada',
      children: [{ id: 'a' }, { id: 'b', priority: 2 }],
    });
    expect(decided).toMatchObject({ outcome: 'imported', fields: ['forename', 'priority'] });
    expect((decided as DecidedImport).links).toBeUndefined();
  });

  it('does not name a child who stays out, and comes in all the same', () => {
    const state = stateWith({ key: 'a', type: 'StudentExcluded' }, { key: 'b', type: 'StudentImported' });
    const decided = decide(contact([link('a', { priority: 1 }), link('b')]), { state });
    expect(documentOf(decided)).toEqual({ forename: 'Ada', children: [{ id: 'b' }] });
    expect(decided).toMatchObject({ fields: ['forename'] });
  });

  it('stays out with the class of every link, and nothing else of it', () => {
    const decided = decide(contact([link('a', { courtOrder: 'true' }), link('b')]));
    expect(decided).toMatchObject({
      outcome: 'excluded',
      reasons: ['ACTIVE_COURT_ORDER'],
      links: [
        { child: 'a', parentalResponsibility: 'true', courtOrder: 'true' },
        { child: 'b', parentalResponsibility: 'true', courtOrder: 'false' },
      ],
    });
    expect(JSON.stringify(decided)).not.toContain('Ada');
  });

  it("stays out for an order on another of the person's contacts", () => {
    const decided = decide(contact([link('a')], { personLinks: [link('b', { courtOrder: 'true' })] }));
    expect(decided).toMatchObject({ outcome: 'excluded', reasons: ['ACTIVE_COURT_ORDER'] });
  });

  it('remembers a link whose order is blank, and that it was kept, when blank means none', () => {
    const decided = decide(contact([link('a', { courtOrder: 'null' })]), {
      settings: { blankCourtOrder: 'no-order' },
    });
    expect(decided).toMatchObject({
      outcome: 'imported',
      links: [{ child: 'a', courtOrder: 'null', kept: true }],
    });
  });

  it('is not freed by a list that lost the child with the order', () => {
    const ordered = { child: 'a', parentalResponsibility: 'true', courtOrder: 'true' };
    const line = { key: 'me', type: 'ContactExcluded', links: [ordered] };
    const child = { key: 'a', type: 'StudentImported' };
    const decided = decide(contact([link('b')]), { state: stateWith(child, line) });
    expect(decided).toMatchObject({ outcome: 'excluded', reasons: ['ACTIVE_COURT_ORDER'] });
    expect((decided as { links?: unknown }).links).toContainEqual(ordered);
    // … also when the contact was gone for a while, and until the child's withdrawal is closed.
    const returned = stateWith(child, { ...line, type: 'ContactWithdrawn' });
    expect(decide(contact([link('b')]), { state: returned }).outcome).toBe('excluded');
    const childLeft = stateWith(line, { ...child, type: 'StudentWithdrawn' });
    expect(decide(contact([link('b')]), { state: childLeft }).outcome).toBe('imported');
  });

  it('is not freed by a child that was withdrawn for another reason, or in a run that was never closed', () => {
    const ordered = { child: 'a', parentalResponsibility: 'true', courtOrder: 'true' };
    const line = { key: 'me', type: 'ContactExcluded', links: [ordered] };
    for (const reason of ['PERMISSION_WITHDRAWN', 'ADD_ON_NOT_PURCHASED', 'ACCESS_REVOKED']) {
      const state = stateWith(line, { key: 'a', type: 'StudentWithdrawn', reason });
      expect(decide(contact([link('b')]), { state })).toMatchObject({ reasons: ['ACTIVE_COURT_ORDER'] });
    }
    const state = closedState(0, line, { key: 'a', type: 'StudentWithdrawn' });
    expect(decide(contact([link('b')]), { state })).toMatchObject({ reasons: ['ACTIVE_COURT_ORDER'] });
  });

  it('is not freed by a student among whose contacts is one that cannot be told', () => {
    const ordered = { child: 'a', parentalResponsibility: 'true', courtOrder: 'true' };
    const state = stateWith(
      { key: 'me', type: 'ContactExcluded', links: [ordered] },
      { key: 'a', type: 'StudentImported' },
    );
    const among = (unsettled: string[]) =>
      decide(contact([link('b')]), { state, seen: ['a', 'b'], unsettled });
    expect(among([]).outcome).toBe('imported');
    expect(among(['a'])).toMatchObject({ outcome: 'excluded', reasons: ['ACTIVE_COURT_ORDER'] });
  });

  it('stays bound by the person that the ledger knows it as when the source names none, or another', () => {
    const ordered = { child: 'z', parentalResponsibility: 'true', courtOrder: 'true' };
    const state = stateWith(
      { key: 'me', type: 'ContactImported', personKey: 'p' },
      { key: 'other', type: 'ContactExcluded', personKey: 'p', links: [ordered] },
      { key: 'z', type: 'StudentImported' },
    );
    for (const person of [{}, { personKey: 'q' }]) {
      const shown = { state, seen: ['b', 'z'], ...person };
      expect(decide(contact([link('b')]), shown)).toMatchObject({ reasons: ['ACTIVE_COURT_ORDER'] });
      const blocking = { ...shown, settings: { blocked: new Set(['p']) } };
      expect(decide(contact([link('b')]), blocking)).toMatchObject({
        reasons: expect.arrayContaining(['PERSON_BLOCKED']),
      });
    }
    expect(decide(contact([link('b')]), { state, seen: ['b', 'z'], personKey: 'p' }).outcome).toBe(
      'imported',
    );
  });

  it('is blocked by its own key, by its person, or by another record of the person', () => {
    const state = stateWith({ key: 'other', type: 'EmployeeImported', personKey: 'p' });
    for (const blocked of ['me', 'p', 'other']) {
      const settings = { blocked: new Set([blocked]) };
      const decided = decide(contact([link('a')]), { settings, state, personKey: 'p' });
      expect(decided).toMatchObject({ outcome: 'excluded', reasons: ['PERSON_BLOCKED'] });
    }
  });
});

describe('a class', () => {
  const state = stateWith(
    { key: 's1', type: 'StudentImported' },
    { key: 's2', type: 'StudentExcluded' },
    { key: 'e1', type: 'EmployeeImported' },
    { key: 'e2', type: 'EmployeeExcluded' },
  );
  const roster: RosterRecord = {
    kind: 'class',
    fields: { name: '7A' },
    students: ['s2', 's1', 'never seen'],
    employees: ['e2', 'e1'],
  };

  it('names the members that are in the add-on, and nobody who stays out', () => {
    expect(documentOf(decide(roster, { state }))).toEqual({
      name: '7A',
      students: [{ id: 's1' }],
      employees: [{ id: 'e1' }],
    });
  });

  it('says nothing of employees where the add-on takes none', () => {
    const none = forEachAddOn(() => ({ student: [], class: [] }));
    expect(documentOf(decide(roster, { state, grants: none }))).toEqual({
      name: '7A',
      students: [{ id: 's1' }],
    });
  });
});

it('an employee who stays out leaves the class of `current` and nothing else', () => {
  const decided = decide({ kind: 'employee', fields: { forename: 'Ada' }, current: 'absent' });
  expect(decided).toMatchObject({
    outcome: 'excluded',
    reasons: ['RULE_INPUT_UNREADABLE'],
    current: 'absent',
  });
  expect(JSON.stringify(decided)).not.toContain('Ada');
});
