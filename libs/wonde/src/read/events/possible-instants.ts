import { DateTime } from 'luxon';
import type { JsonValue } from '../../json-value.js';
import { isJsonRecord } from '../../json/json-shape.js';

/** Zones are named by places, once each: "BST" is one in Dhaka, too, and whatever else is asked for is kept for ever. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ...Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone] as const),
  ...['GB', 'Europe/Belfast', 'Europe/Guernsey', 'Europe/Jersey', 'Europe/Isle_of_Man'].map(
    (zone) => [zone.toLowerCase(), 'Europe/London'] as const,
  ),
]);
const LONGEST_ZONE = 64;

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
  if (/^[+-]\d{1,2}(?::?\d\d)?$/.test(said)) return [`UTC${said}`];
  if (/^(?:z|utc|gmt)$/i.test(said)) return ['UTC'];
  if (/^(?:bst)?$/i.test(said)) return UNSAID_ZONES;
  const zone = said.length <= LONGEST_ZONE ? ZONES.get(said.toLowerCase()) : undefined;
  return zone === undefined ? [] : [zone];
}
