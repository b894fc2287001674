import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '@gatehouse/schemas';
import { approvedLabels } from './approved-labels.js';

const row = (name: string, approved = true) => ({ name, approved });

describe('the approved permissions', () => {
  it('are those of the catalogue, sorted, each once', () => {
    const all = [...new Set(PERMISSIONS.map(({ label }) => label))];
    const rows = [...all].reverse().map((label) => row(`${label} read`));
    expect(approvedLabels(rows)).toEqual(all.sort());
  });

  it.each(['Contacts email read', 'Contacts email', ' contacts  EMAIL\tRead ', 'Contacts\u00a0email read'])(
    'know "%s" as Contacts email',
    (name) => expect(approvedLabels([row(name)])).toEqual(['Contacts email']),
  );

  it.each([
    'Contacts emails read',
    'Contacts emailread',
    'Contacts email write',
    'Contacts email read read',
    '',
  ])('do not know "%s"', (name) => expect(approvedLabels([row(name)])).toEqual([]));

  it('leave out what the school did not approve', () => {
    expect(approvedLabels([row('Contacts email read', false), row('Contacts title read')])).toEqual([
      'Contacts title',
    ]);
  });

  it.each([
    [true, false],
    [false, true],
  ])('count a label of several rows only if all are approved (%s, %s)', (first, second) => {
    expect(approvedLabels([row('Contacts email read', first), row('contacts email READ', second)])).toEqual(
      [],
    );
  });

  it('never cover the children of a parent', () => {
    expect(approvedLabels([row('Contacts details read'), row('Contacts read')])).toEqual([
      'Contacts details',
    ]);
  });
});
