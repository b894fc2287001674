import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';

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

type Environment = { [variable: string]: string | undefined };

/**
 * Reads all settings from the environment. An empty variable counts as one that is not set.
 *
 * @throws ConfigurationError with the problems of all settings, none of which repeats what a variable holds.
 */
export function readSettings<S extends Settings>(settings: S, environment: Environment): ValuesOf<S> {
  const problems: string[] = [];
  const values: { [name: string]: unknown } = {};
  for (const [name, setting] of Object.entries(settings)) {
    const read = readSetting(setting, environment);
    if (read.ok) values[name] = read.value;
    else problems.push(read.problem);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return values as ValuesOf<S>;
}

type Read = { ok: true; value: unknown } | { ok: false; problem: string };

function readSetting({ variable, schema, isSecret }: Setting<unknown>, environment: Environment): Read {
  let text = environment[variable] || undefined;
  let source = variable;
  const file = isSecret ? environment[`${variable}_FILE`] || undefined : undefined;
  if (file !== undefined) {
    if (text !== undefined) {
      return { ok: false, problem: `${variable} and ${variable}_FILE are both set. Give one of them.` };
    }
    source = `${variable}_FILE`;
    try {
      text = readFileSync(file, 'utf8').trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { ok: false, problem: `${source} names a file that cannot be read (${code}). Correct either.` };
    }
  }
  const parsed = schema.safeParse(text);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: `${source} ${parsed.error.issues[0]?.message ?? 'cannot be read.'}` };
}
