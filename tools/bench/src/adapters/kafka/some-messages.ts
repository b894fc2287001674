import { randomBytes } from 'node:crypto';
import type { OutgoingMessage } from '@gatehouse/message-bus';

const SCHOOLS = 24;
/** Messages of one school that follow one another. */
const IN_A_ROW = 50;

/**
 * Messages as a service publishes them: a few readable fields, and a sealed value, which hardly compresses.
 *
 * @param bytes of one message as JSON, about; at least 400.
 */
export function someMessages(count: number, bytes: number): OutgoingMessage[] {
  return Array.from({ length: count }, (_, n) => {
    const schoolId = `A${100_000 + (Math.floor(n / IN_A_ROW) % SCHOOLS)}`;
    const recordKey = randomBytes(16).toString('hex');
    const open = { type: 'record', schoolId, run: 1, kind: 'contact', recordKey, observedAt: OBSERVED };
    const room = bytes - JSON.stringify({ ...open, sealed: '' }).length;
    const sealed = randomBytes(Math.floor((room * 3) / 4)).toString('base64');
    return { key: schoolId, value: { ...open, sealed } };
  });
}

const OBSERVED = '2026-01-05T06:00:00.000Z';
