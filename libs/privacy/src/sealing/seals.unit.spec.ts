import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../canonical-json.js';
import { Personal } from '../personal.js';
import { SealBroken } from './aead.js';
import type { LinePlace } from './line-seal.js';
import { LineSeal, unsealLine } from './line-seal.js';
import { unsealFromRun, sealForRun } from './run-seal.js';

const key = Buffer.alloc(32, 7);
const place = { schoolId: 'A1', ledger: 'ledger-A1.email-text', eventId: 'e1' };
const values = new Personal({ forename: "Zoë O'Hara", emails: { work: null } });
const sealLine = (recordKey: Buffer, at: LinePlace, document: Personal<object>) =>
  new LineSeal(recordKey).seal(at, document.map(canonicalJson));
const fingerprintOf = (recordKey: Buffer, said: object, document: object) =>
  new LineSeal(recordKey).fingerprint(canonicalJson(said), new Personal(document).map(canonicalJson));

describe('the seal of a line', () => {
  it('gives back exactly what was sealed', () => {
    expect(unsealLine(key, place, sealLine(key, place, values)).reveal()).toEqual(values.reveal());
  });

  it('writes the same bytes when the same decision is retried', () => {
    expect(sealLine(key, place, values)).toBe(sealLine(key, place, values));
  });

  it('never uses a nonce twice for different values or events', () => {
    const nonce = (sealed: string) => Buffer.from(sealed, 'base64').subarray(0, 12).toString('hex');
    const others = [
      sealLine(key, place, new Personal({ forename: 'Zoe' })),
      sealLine(key, { ...place, eventId: 'e2' }, values),
    ];
    expect(new Set([sealLine(key, place, values), ...others].map(nonce)).size).toBe(3);
  });

  it.each([
    ['another school', { ...place, schoolId: 'A2' }],
    ['another ledger', { ...place, ledger: 'ledger-A1.parent-portal' }],
    ['another event', { ...place, eventId: 'e2' }],
  ])('does not open in %s', (_, elsewhere) => {
    const sealed = sealLine(key, place, values);
    expect(() => unsealLine(key, elsewhere, sealed)).toThrow(SealBroken);
  });

  it('does not open when any byte was altered, or under another key', () => {
    const box = Buffer.from(sealLine(key, place, values), 'base64');
    for (let i = 0; i < box.length; i += 1) {
      const altered = Buffer.from(box);
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(() => unsealLine(key, place, altered.toString('base64'))).toThrow(SealBroken);
    }
    expect(() => unsealLine(randomBytes(32), place, box.toString('base64'))).toThrow(SealBroken);
    expect(() => unsealLine(key, place, 'AAAA')).toThrow(SealBroken);
  });
});

describe('the seal of a message', () => {
  const message = { topic: 'mis.records', schoolId: 'A1', run: 3, kind: 'contact', recordKey: 'ab' };

  it('opens in its own place only', () => {
    const sealed = sealForRun(key, message, values);
    expect(unsealFromRun(key, message, sealed).reveal()).toEqual(values.reveal());
    for (const other of [
      { topic: 'x' },
      { schoolId: 'A2' },
      { run: 4 },
      { kind: 'student' },
      { recordKey: 'cd' },
    ]) {
      expect(() => unsealFromRun(key, { ...message, ...other }, sealed)).toThrow(SealBroken);
    }
  });

  it('says nothing by repetition: the same content is sealed differently each time', () => {
    expect(sealForRun(key, message, values)).not.toBe(sealForRun(key, message, values));
  });
});

describe('a fingerprint', () => {
  const said = { outcome: 'imported', links: [] };

  it('is the same for equal decisions in whatever order of keys, and another for any difference', () => {
    const a = fingerprintOf(key, said, { a: 1, b: null });
    expect(fingerprintOf(key, { links: [], outcome: 'imported' }, { b: null, a: 1 })).toBe(a);
    expect(fingerprintOf(key, said, { a: 1 })).not.toBe(a);
    expect(fingerprintOf(key, { outcome: 'imported' }, { a: 1, b: null })).not.toBe(a);
  });

  it('says nothing without the key', () => {
    expect(fingerprintOf(randomBytes(32), said, {})).not.toBe(fingerprintOf(key, said, {}));
  });
});
