import { DateTime, IANAZone } from 'luxon';
import type { JsonValue } from '../../json-value.js';
import { isJsonRecord } from '../../json/json-shape.js';

/** A time without a zone is one of these: Wonde's servers', or a British school's. */
const UNSAID_ZONES = ['UTC', 'Europe/London'];

/**
 * The instants, in milliseconds of Unix time, that a moment as delivered (`isMoment`) may mean: one where it says its
 * zone, or the zone makes no difference. None where it is written in no way that Wonde writes (wonde-api section 6).
 */
export function possibleInstants(moment: JsonValue): number[] {
  const [text, zone] = isJsonRecord(moment) ? [moment['date'], moment['timezone']] : [moment, undefined];
  if (typeof text !== 'string') return [];
  const iso = text
    .trim()
    .replace(/\s+/, 'T')
    .replace(/\s+/g, '')
    .replace(/(?:UTC|GMT)$/i, 'Z');
  const instants = zonesOf(zone)
    .map((name) => DateTime.fromISO(iso, { zone: name }))
    .filter(({ isValid }) => isValid)
    .map((time) => time.toMillis());
  return [...new Set(instants)];
}

function zonesOf(said: unknown): string[] {
  if (typeof said !== 'string') return UNSAID_ZONES;
  if (/^[+-]\d/.test(said)) return [`UTC${said}`];
  if (/^(?:z|utc|gmt)$/i.test(said)) return ['UTC'];
  // "BST" is a zone in Dhaka, too: only a place is one for certain.
  if (said.includes('/') && IANAZone.isValidZone(said)) return [said];
  return /^(?:bst)?$/i.test(said) ? UNSAID_ZONES : [];
}
