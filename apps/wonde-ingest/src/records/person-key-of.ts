import type { Pseudonyms } from '@gatehouse/privacy';
import type { ReadRow } from '@gatehouse/wonde';

/** Whether the source says who the person is, or plainly that it does not know. */
export const isPersonReadable = (row: Pick<ReadRow, 'upi'>): boolean => row.upi.kind !== 'unreadable';

/** The pseudonym of the person a row is of; undefined where the source names none that can be read. */
export const personKeyOf = (row: Pick<ReadRow, 'upi'>, pseudonyms: Pseudonyms): string | undefined =>
  row.upi.kind === 'upi' ? pseudonyms.personKey(row.upi.value) : undefined;
