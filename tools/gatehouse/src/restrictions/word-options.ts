import { registerChildSchema, rowSchema } from '@gatehouse/schemas';
import { InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../usage-error.js';

/** What every command that says a word takes beside what it says. */
export interface WordFlags {
  dataDir?: string;
  school: string;
  actor: string;
  reason: string;
  shown?: number;
  dryRun?: true;
  json?: true;
}

export const shownOption = () =>
  new Option(
    '--shown <revision>',
    'the revision of the register that the decision was made on, as "restriction list" says it; nothing that was ' +
      'read later is ended (default: as it stands now)',
  ).argParser(wholeNumber);

export const dryRunOption = () =>
  new Option('--dry-run', 'say what would be recorded and whom it would reach, and record nothing');

export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It takes a whole number.');
}

/** @throws UsageError when it is no record key; the text is not repeated, for it may be a name. */
export function rowOf(option: string, key: string): string {
  if (rowSchema.safeParse(key).success) return key;
  throw new UsageError(
    `${option} takes a record key, 32 hex digits. "gatehouse restriction list" names rows so, and "gatehouse record-key" gives that of a Wonde id.`,
  );
}

/** @throws UsageError */
export function childOf(key: string): string {
  if (registerChildSchema.safeParse(key).success) return key;
  throw new UsageError('--child takes the record key of a pupil, 32 hex digits, or "unknown".');
}

/**
 * The revision that a word names: what the person was shown, else what stands now.
 *
 * @throws UsageError when it is one that nobody can have been shown: it would end what is yet to be read.
 */
export function shownOf(shown: number | undefined, revision: number): number {
  if (shown === undefined) return revision;
  if (shown <= revision) return shown;
  throw new UsageError(
    `--shown is later than the register, which stands at revision ${revision}. Give the one that "gatehouse restriction list" says, or leave it out.`,
  );
}
