import { readFileSync } from 'node:fs';
import { ConfigurationError } from './configuration-error.js';
import type { Setting, Settings, ValuesOf } from './setting.js';

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
