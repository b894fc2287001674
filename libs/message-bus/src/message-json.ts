/** A message's value as JSON. @throws TypeError when JSON cannot carry it. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined)
    throw new TypeError('A message has a value that JSON cannot carry: nothing was published.');
  return json;
}
