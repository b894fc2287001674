import type { EventRecord, Reason } from '@gatehouse/schemas';
import type { Settings } from '../settings/settings.js';
import type { Decision } from './decision.js';
import { decisionOf, reasonsOfAnyRecord } from './decision.js';

/**
 * Whether an event of the MIS calendar comes in (design section 3, event).
 *
 * @param input `record` with fields under their canonical names: `name` is the title, `start_at` the start. Categories
 *   compare as exact text; once the school has chosen, an event without one stays out.
 */
export function decideEvent(input: {
  record: EventRecord;
  settings: Pick<Settings, 'categories'>;
}): Decision {
  const { record, settings } = input;
  const reasons: Reason[] = reasonsOfAnyRecord({ conflicting: record.conflicting === true });
  if (!isUsable(record)) reasons.push('SOURCE_RECORD_INVALID');
  if (record.visibility !== 'public') reasons.push('EVENT_NOT_PUBLIC');
  if (record.cancelled) reasons.push('EVENT_CANCELLED');
  if (!isChosen(record.category, settings.categories)) reasons.push('EVENT_CATEGORY_NOT_CHOSEN');
  return decisionOf(reasons, {});
}

function isUsable({ fields }: EventRecord): boolean {
  const { name, start_at: start } = fields;
  return typeof name === 'string' && name.trim() !== '' && start !== undefined && start !== null;
}

const isChosen = (category: string | undefined, chosen: Settings['categories']) =>
  chosen === undefined || (category !== undefined && chosen.includes(category));
