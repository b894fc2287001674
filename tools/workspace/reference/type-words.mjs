/**
 * Gives a function that says a JSON schema in words: `list of text`, `whole number from 0`. Closed lists and objects that
 * have a name of their own go by it.
 *
 * @param names JSON schemas by the name to say for them.
 */
export function typeWords(names) {
  const nameOf = new Map(Object.entries(names).map(([name, schema]) => [sameness(schema), name]));
  return function words(schema) {
    const name = nameOf.get(sameness(schema));
    if (name) return name;
    if (Array.isArray(schema.type)) return alternatives(schema, words);
    if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
    if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
    if (schema.anyOf)
      return schema.anyOf.map((one) => (one.type === 'null' ? 'null' : words(one))).join(' or ');
    if (schema.prefixItems) return `pair of ${words(schema.prefixItems[0])}`;
    if (schema.type === 'array') return `list of ${words(schema.items)}`;
    if (schema.type === 'object') return objectWords(schema, words);
    return scalarWords(schema);
  };
}

/** Schemas of the same values give the same text, whoever marked them. */
export const sameness = (schema) => JSON.stringify({ ...schema, $schema: undefined, privacy: undefined });

const alternatives = (schema, words) =>
  schema.type.map((type) => (type === 'null' ? 'null' : words({ ...schema, type }))).join(' or ');

function objectWords({ properties, required = [], additionalProperties, propertyNames }, words) {
  if (!properties) return `${words(additionalProperties)}, by ${words(propertyNames)}`;
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${words(schema)}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function scalarWords({ type, format, pattern, minimum, maximum, exclusiveMinimum }) {
  if (format === 'date-time') return 'time';
  if (format === 'date') return 'day';
  if (pattern?.includes('[0-9a-f]{32}')) return '32 hex digits';
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'true or false';
  if (type === 'number') return `number from ${minimum} to ${maximum}`;
  if (type !== 'integer') throw new Error(`There are no words yet for a field of type ${type}.`);
  const from = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  return from === undefined ? 'whole number' : `whole number from ${from}`;
}
