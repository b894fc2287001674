import { isObject } from './json.js';
import type { Json, RawRecord } from './json.js';
import type { Sandbox } from './sandbox.js';

export interface SandboxAnswer {
  status: number;
  headers: Headers;
  body: Json;
  /** `data` of a list; empty where there is none. */
  rows: RawRecord[];
  pagination: RawRecord | undefined;
}

/** Asks the Wonde side of a sandbox as a client would: a path below `/v1.0/`, or an absolute address out of `next`. */
export async function askSandbox(
  sandbox: Sandbox,
  path: string,
  authorization = `Bearer ${sandbox.token}`,
): Promise<SandboxAnswer> {
  const response = await fetch(new URL(path, sandbox.url), { headers: { authorization } });
  const body = (await response.json()) as Json;
  const { data, meta } = isObject(body) ? body : {};
  return {
    status: response.status,
    headers: response.headers,
    body,
    rows: Array.isArray(data) ? data.filter(isObject) : [],
    pagination: isObject(meta) && isObject(meta['pagination']) ? meta['pagination'] : undefined,
  };
}

/** Asks the control side. Gives the status and the parsed body. */
export async function askControl(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: Json,
): Promise<{ status: number; body: Json }> {
  const response = await fetch(`${sandbox.controlUrl}${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

/** The value at a dotted path of some JSON; undefined where the path ends early. */
export function at(json: Json | undefined, path: string): Json | undefined {
  return path
    .split('.')
    .reduce<Json | undefined>(
      (place, key) => (Array.isArray(place) ? place[Number(key)] : isObject(place) ? place[key] : undefined),
      json,
    );
}
