import type { EventDefinition } from '@gatehouse/schemas';

/** Of an event what tells by which version of Gatehouse it was recorded. */
interface Recorded {
  type: string;
  metadata: { [name: string]: unknown };
}

/**
 * Tells events of a newer version of Gatehouse from those that this one knows: by a type that it does not know, or by a later
 * version of one. What such an event says may restrict, so that leaving it out could let somebody in.
 */
export function newerThan(definitions: readonly EventDefinition[]): (event: Recorded) => boolean {
  const versions = new Map(definitions.map(({ type, version }) => [type, version]));
  return ({ type, metadata }) => Number(metadata['schemaVersion'] ?? 1) > (versions.get(type) ?? 0);
}
