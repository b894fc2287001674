import { z } from 'zod';

/** A value that anybody who may read the ledger may see. */
export const open = <S extends z.ZodType>(schema: S): S => schema.meta({ privacy: 'public' });

/** A value that holds personal data, sealed under the record's own key. */
export const sealed = <S extends z.ZodType>(schema: S): S => schema.meta({ privacy: 'personal' });

/** Data or metadata as a store has them. */
export type Stored = { [field: string]: unknown };

/** Makes data of one version to data of the next; neither is checked on the way. */
export type Upcast = (data: Stored) => Stored;

export interface EventDefinition<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  /** Of the form that is written today. */
  readonly version: number;
  /** One sentence that says the fact. */
  readonly says: string;
  readonly data: Data;
  /** How stored events of older versions are read: from version 1 to 2, from 2 to 3, up to today's. */
  readonly upcasts: readonly Upcast[];
}

/**
 * Declares an event: a type in the past tense, its version, the fact in a sentence, and the schema of its data, each
 * field marked `open` or `sealed`.
 *
 * @param upcasts one for each older version, the oldest first: what was recorded once is read for ever.
 * @throws Error where an older version has none.
 */
export function defineEvent<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  version: number,
  says: string,
  shape: Shape,
  upcasts: readonly Upcast[] = [],
): EventDefinition<Type, z.ZodObject<Shape>> {
  if (upcasts.length !== version - 1) {
    throw new Error(
      `${type} of version ${version} needs ${version - 1} upcasts, one for each older version.`,
    );
  }
  return { type, version, says, data: z.object(shape), upcasts };
}

/** The event as a plain value: what deciders give and projections take. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer Data> ? { type: Type; data: z.infer<Data> } : never;

/**
 * An event that was recorded in an older form, in today's. What only a newer version knows, or what is not even of its own form,
 * stays as it is: its readers refuse it.
 */
export function inTodaysForm<E extends { data: Stored; metadata: Stored }>(
  { version, upcasts }: EventDefinition,
  event: E,
): E {
  const recorded = event.metadata['schemaVersion'];
  if (!isVersion(recorded) || recorded >= version) return event;
  try {
    const data = upcasts.slice(recorded - 1).reduce((older, upcast) => upcast(older), event.data);
    return { ...event, data, metadata: { ...event.metadata, schemaVersion: version } };
  } catch {
    return event;
  }
}

const isVersion = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
