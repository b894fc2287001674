import type { z } from 'zod';

/** Something that is configured by one variable of the environment. */
export interface Setting<T> {
  variable: string;
  /** What `--help` says of it. */
  help: string;
  /** Reads the variable's text. Messages go on after the variable's name, and never repeat the text. */
  schema: z.ZodType<T, unknown>;
  /** May hold a secret, so it may instead be the text of the file that `<variable>_FILE` names. */
  isSecret?: boolean;
}

export type Settings = { [name: string]: Setting<unknown> };

/** What settings say, under the same names. */
export type ValuesOf<S extends Settings> = {
  [Name in keyof S]: S[Name] extends Setting<infer T> ? T : never;
};
