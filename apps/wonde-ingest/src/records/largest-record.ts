import { MAX_APPEND_BYTES } from '@gatehouse/event-store';

/** A line says beside the sealed values what it was decided by, link by link, and what travels may be copied for each add-on. */
const COPIES = 4;
/** Sealed values are Base64: four bytes for three. */
const SEALED = 4 / 3;
/** What a line or a message has beside the values, in bytes: keys, metadata, the seal's own. */
const BESIDE = 8 * 1024;

/**
 * The most that is kept of one record, in bytes as JSON: by the smallest limit of any engine, an append's, so that no record
 * that is sent can be too large for a service behind this one.
 */
export const LARGEST_RECORD_BYTES = Math.floor((MAX_APPEND_BYTES - BESIDE) / COPIES / SEALED);

/** Nonce and tag, in bytes. */
const SEAL = 28;

/** Whether sealed text holds more than is kept of one record. */
export const isOverLargest = (sealed: string): boolean =>
  sealed.length > Math.ceil((LARGEST_RECORD_BYTES + SEAL) / 3) * 4;

/** A record that is not sent, with the class of error by which its dead letter tells it. */
export class RecordOverLimit extends Error {
  constructor(readonly code: 'ROW_OVER_LIMIT' | 'RECORD_OVER_LIMIT') {
    super(
      code === 'ROW_OVER_LIMIT'
        ? 'The row of the record is over its limit.'
        : `What is kept of the record is more than ${LARGEST_RECORD_BYTES} bytes.`,
    );
    this.name = 'RecordOverLimit';
  }
}
