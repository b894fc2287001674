/** A condition on `s.name` and its parameters: begins with one of the prefixes. A range, so that an index serves it. */
export function beginsWithOneOf(prefixes: readonly string[]): { sql: string; params: string[] } {
  if (prefixes.length === 0) return { sql: '0', params: [] };
  return {
    sql: `(${prefixes.map(() => '(s.name >= ? AND s.name < ? || char(1114111))').join(' OR ')})`,
    params: prefixes.flatMap((prefix) => [prefix, prefix]),
  };
}
