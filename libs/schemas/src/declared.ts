import type { z } from 'zod';
import { CLOSING_EVENTS } from './events/closing-events.js';
import type { EventDefinition, Stored } from './events/define-event.js';
import { HIDDEN_EVENTS } from './events/hidden-events.js';
import { INSTALLATION_EVENTS } from './events/installation-events.js';
import { LEDGER_EVENTS } from './events/ledger-events.js';
import { metadataSchema } from './events/metadata.js';
import { PERMISSION_EVENTS } from './events/permission-events.js';
import { RESTRICTION_EVENTS } from './events/restriction-events.js';
import { SETTINGS_EVENTS } from './events/settings-events.js';
import { SYNC_EVENTS } from './events/sync-events.js';
import { INSTALLATION_STREAM, STREAM_PREFIXES } from './streams.js';

/** Of an event what its declaration speaks of. */
interface Said {
  type: string;
  data: Stored;
  metadata: Stored;
}

const byType = (definitions: readonly EventDefinition[]) =>
  new Map(definitions.map((definition) => [definition.type, definition]));

/** What may stand in each sort of stream. */
const DECLARED: { readonly [beginning: string]: ReadonlyMap<string, EventDefinition> } = {
  [STREAM_PREFIXES.sync]: byType(SYNC_EVENTS),
  [STREAM_PREFIXES.permissions]: byType(PERMISSION_EVENTS),
  [STREAM_PREFIXES.settings]: byType(SETTINGS_EVENTS),
  [STREAM_PREFIXES.restrictions]: byType(RESTRICTION_EVENTS),
  [STREAM_PREFIXES.ledger]: byType(LEDGER_EVENTS),
  [STREAM_PREFIXES.closings]: byType(CLOSING_EVENTS),
  [STREAM_PREFIXES.hidden]: byType(HIDDEN_EVENTS),
  [INSTALLATION_STREAM]: byType(INSTALLATION_EVENTS),
};

/** How an event of this type is declared for this stream; undefined where none is. */
export function definitionOf(stream: string, type: string): EventDefinition | undefined {
  // No beginning is that of another, and each but the installation's ends with its first hyphen.
  const beginning = stream === INSTALLATION_STREAM ? stream : stream.slice(0, stream.indexOf('-') + 1);
  return DECLARED[beginning]?.get(type);
}

/**
 * Where an event is not as it is declared for this stream: of a type that does not belong there, with a field that is not
 * declared, so that nobody has said whether it is personal, or with a value that its schema refuses.
 *
 * @returns the name of the field, or what else is wrong, never a value; undefined where all is as declared.
 */
export function undeclared(stream: string, { type, data, metadata }: Said): string | undefined {
  const definition = definitionOf(stream, type);
  if (!definition) return 'the type';
  if (metadata['schemaVersion'] !== definition.version) return 'metadata.schemaVersion';
  return undeclaredIn(data, definition.data) ?? undeclaredIn(metadata, metadataSchema, 'metadata.');
}

/** Names are checked beside the schema, which passes over those that it does not know. */
function undeclaredIn(values: Stored, schema: z.ZodObject, prefix = ''): string | undefined {
  const unknown = Object.keys(values).some((name) => !Object.hasOwn(schema.shape, name));
  if (unknown) return `${prefix}a field that is not declared`;
  const { error } = schema.safeParse(values);
  return error && `${prefix}${String(error.issues[0]?.path[0] ?? '')}`;
}
