/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A record as Wonde would serve it: field names as keys, relations and details under the name of their include. */
export type RawRecord = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is RawRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
