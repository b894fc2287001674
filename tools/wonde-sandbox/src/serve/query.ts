import { SandboxError } from '../sandbox-error.js';

/** The query of a request; a repeated parameter arrives as a list. */
export type Query = Record<string, string | string[] | undefined>;

export function queryText(query: Query, name: string): string | undefined {
  const value = query[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** 400, naming the parameter and never its value. */
export function refuseParameter(name: string, expected: string): never {
  throw new SandboxError(400, 'invalid_parameter', `"${name}" must be ${expected}.`);
}

/** A whole number from 1 on. Throws 400. */
export function queryNumber(query: Query, name: string): number | undefined {
  const value = queryText(query, name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) refuseParameter(name, 'a whole number from 1 on');
  return Number(value);
}

/** `YYYY-MM-DD` with or without ` HH:MM:SS`, taken as UTC (wonde-api section 6). Throws 400. */
export function queryTime(query: Query, name: string): string | undefined {
  const value = queryText(query, name);
  if (value === undefined) return undefined;
  const time = value.replace('T', ' ');
  if (
    !/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/.test(time) ||
    Number.isNaN(Date.parse(`${time.replace(' ', 'T')}`))
  ) {
    refuseParameter(name, 'a time as YYYY-MM-DD HH:MM:SS');
  }
  return time.length === 10 ? `${time} 00:00:00` : time;
}

/** A flag as clients write it: `true`, `True` or `1`, and their opposites (wonde-api section 14). Throws 400. */
export function queryFlag(query: Query, name: string): boolean {
  const value = queryText(query, name)?.toLowerCase();
  if (value === undefined || value === 'false' || value === '0') return false;
  if (value !== 'true' && value !== '1') refuseParameter(name, 'true or false');
  return true;
}
