import type { RawRecord } from '../json.js';

/** PHP's way of writing a time (wonde-api section 6); the fraction is missing in some schools. */
export type DateStyle = { fraction: boolean };

const phpDate = (local: string, timezone: string, style: DateStyle): RawRecord => ({
  date: style.fraction ? `${local}.000000` : local,
  timezone_type: 3,
  timezone,
});

/** A record's `created_at` or `updated_at`: always UTC. */
export const utcStamp = (at: Date, style: DateStyle = { fraction: true }): RawRecord =>
  phpDate(at.toISOString().slice(0, 19).replace('T', ' '), 'UTC', style);

/** A date of the MIS (`YYYY-MM-DD`): midnight in London. */
export const londonDate = (day: string, style: DateStyle = { fraction: true }): RawRecord =>
  phpDate(`${day} 00:00:00`, 'Europe/London', style);

/** A time of the MIS, local to London (`YYYY-MM-DD`, `HH:MM`). */
export const londonTime = (day: string, time: string, style: DateStyle = { fraction: true }): RawRecord =>
  phpDate(`${day} ${time}:00`, 'Europe/London', style);

/** A day (`YYYY-MM-DD`) as midnight UTC, as recorded birth dates of contacts are. */
export const utcDate = (day: string, style: DateStyle = { fraction: true }): RawRecord =>
  phpDate(`${day} 00:00:00`, 'UTC', style);

/** A time local to London as the same moment in UTC: midnight in summer is 23:00 of the day before. */
export function inUtc(stamp: RawRecord): RawRecord {
  const local = String(stamp['date']);
  const asIfUtc = new Date(`${local.slice(0, 19).replace(' ', 'T')}Z`);
  const hour = (timeZone: string) =>
    Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(asIfUtc));
  const ahead = (hour('Europe/London') - hour('UTC') + 24) % 24;
  const moment = new Date(asIfUtc.getTime() - ahead * 3_600_000);
  return {
    ...stamp,
    date: moment.toISOString().slice(0, 19).replace('T', ' ') + local.slice(19),
    timezone: 'UTC',
  };
}

/** `YYYY-MM-DD` of a day, counted in days from another one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
