import type { Delivered } from '../json/delivered.js';
import { refused } from '../outcome.js';
import type { Outcome } from '../outcome.js';
import { isJsonRecord, own } from '../json/json-shape.js';
import type { WondeMeta } from './wonde-meta.js';

/** Reads `{ data: { online, approved, audited } }` (wonde-api section 3). */
export function readMetaAnswer(body: Delivered, what: string): Outcome<WondeMeta> {
  const data = isJsonRecord(body) ? own(body, 'data') : undefined;
  if (!isJsonRecord(data)) {
    return refused(
      'BAD_ANSWER',
      `The answer for ${what} says nothing of the school's state. Try again later.`,
    );
  }
  const says = (key: string) => own(data, key) === true;
  return {
    ok: true,
    value: { online: says('online'), approved: says('approved'), audited: says('audited') },
  };
}
