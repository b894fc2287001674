import { describe, expect, it } from '@jest/globals';
import { ADD_ONS } from './add-ons.js';
import {
  closingsStream,
  ledgerStream,
  parseLedgerStream,
  permissionsStream,
  settingsStream,
  STREAM_PREFIXES,
  syncStream,
} from './streams.js';

const SCHOOL = 'A1930499544';

describe('stream names', () => {
  it.each(ADD_ONS)('of the ledger of %s and its closings say school and add-on', (addOn) => {
    expect(ledgerStream(SCHOOL, addOn)).toBe(`ledger-${SCHOOL}.${addOn}`);
    expect(parseLedgerStream(ledgerStream(SCHOOL, addOn))).toEqual({ schoolId: SCHOOL, addOn });
    expect(parseLedgerStream(closingsStream('school_1-a', addOn))).toEqual({ schoolId: 'school_1-a', addOn });
  });

  it.each([
    syncStream(SCHOOL),
    permissionsStream(SCHOOL),
    settingsStream(SCHOOL),
    `ledger-${SCHOOL}`,
    `ledger-${SCHOOL}.`,
    `ledger-${SCHOOL}.newsletters`,
    `ledger-${SCHOOL}.mis-calendar.more`,
    `ledger-.mis-calendar`,
    `ledger-a/b.mis-calendar`,
    `ledger-${'a'.repeat(65)}.mis-calendar`,
    `my-ledger-${SCHOOL}.mis-calendar`,
  ])('%s is of no ledger', (stream) => expect(parseLedgerStream(stream)).toBeUndefined());

  it('begin with the prefixes that readers follow, none of which begins another', () => {
    expect(syncStream(SCHOOL).startsWith(STREAM_PREFIXES.sync)).toBe(true);
    expect(permissionsStream(SCHOOL).startsWith(STREAM_PREFIXES.permissions)).toBe(true);
    expect(settingsStream(SCHOOL).startsWith(STREAM_PREFIXES.settings)).toBe(true);
    expect(ledgerStream(SCHOOL, 'email-text').startsWith(STREAM_PREFIXES.ledger)).toBe(true);
    expect(closingsStream(SCHOOL, 'email-text').startsWith(STREAM_PREFIXES.closings)).toBe(true);
    const prefixes = Object.values<string>(STREAM_PREFIXES);
    const clashes = prefixes.filter((a) => prefixes.some((b) => a !== b && b.startsWith(a)));
    expect(clashes).toEqual([]);
  });
});
