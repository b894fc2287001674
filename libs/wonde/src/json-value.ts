/** A value as JSON can carry it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonRecord;

export type JsonRecord = { [key: string]: JsonValue };
