import { z } from 'zod';

/** A value that anybody who may read the ledger may see. */
export const open = <S extends z.ZodType>(schema: S): S => schema.meta({ privacy: 'public' });

/** A value that holds personal data, sealed under the record's own key. */
export const sealed = <S extends z.ZodType>(schema: S): S => schema.meta({ privacy: 'personal' });

export interface EventDefinition<Type extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  readonly version: number;
  /** One sentence that says the fact. */
  readonly says: string;
  readonly data: Data;
}

/**
 * Declares an event: a type in the past tense, its version, the fact in a sentence, and the schema of its data, each
 * field marked `open` or `sealed`.
 */
export function defineEvent<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  version: number,
  says: string,
  shape: Shape,
): EventDefinition<Type, z.ZodObject<Shape>> {
  return { type, version, says, data: z.object(shape) };
}

/** The event as a plain value: what deciders give and projections take. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer Data> ? { type: Type; data: z.infer<Data> } : never;
