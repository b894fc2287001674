import type { JsonValue } from '@gatehouse/schemas';

/**
 * What a world's text says in one place, and what a plain reading makes of it: `comes`, or nothing, and under which names
 * something was dropped.
 */
export interface Said<T = JsonValue> {
  /** A JSON text; undefined where nothing is said. */
  text: string | undefined;
  comes: T | undefined;
  dropped: string[];
}

export const kept = <T>(text: string, comes: T): Said<T> => ({ text, comes, dropped: [] });
export const lost = <T>(text: string): Said<T> => ({ text, comes: undefined, dropped: [''] });
export const unsaid = <T>(): Said<T> => ({ text: undefined, comes: undefined, dropped: [] });

/** Members of an object, each by its name; `''` in what was dropped stands for the member itself. */
export function memberOf(name: string, said: Said<unknown>): { text: string; dropped: string[] } {
  const text = said.text === undefined ? '' : `${JSON.stringify(name)}:${said.text}`;
  return { text, dropped: said.dropped.map((path) => (path === '' ? name : `${name}.${path}`)) };
}

/** The text of an object with these members, and what was dropped of it. */
export function objectOf(members: { [name: string]: Said<unknown> }): { text: string; dropped: string[] } {
  const all = Object.entries(members).map(([name, said]) => memberOf(name, said));
  const texts = all.map(({ text }) => text).filter((text) => text !== '');
  return { text: `{${texts.join(',')}}`, dropped: all.flatMap(({ dropped }) => dropped) };
}

/** Those of the members that come in. */
export function comingOf(members: { [name: string]: Said<unknown> }): { [name: string]: JsonValue } {
  const coming: { [name: string]: JsonValue } = {};
  for (const [name, { comes }] of Object.entries(members))
    if (comes !== undefined) coming[name] = comes as JsonValue;
  return coming;
}
