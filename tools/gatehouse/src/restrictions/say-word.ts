import type { SchoolRegister } from '@gatehouse/ledger/register';
import type { Command } from 'commander';
import { actorOption, dataDirOption, jsonOption, reasonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { appendSettings } from '../settings/append-settings.js';
import { describeChange } from '../settings/describe-change.js';
import { plainText } from '../settings/plain-text.js';
import type { SettingsChange } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { KnownRegister } from './known-register.js';
import { knownRegister, readRegister } from './known-register.js';
import { reachOf, reachText, outRows } from './reach-of-word.js';
import type { WordFlags } from './word-options.js';
import { dryRunOption, shownOption, shownOf } from './word-options.js';

/** Said after a word that widens. */
export const WITH_THE_NEXT_RUN = 'It takes effect with the next run of the school.';
/** Said after a word that restricts. */
export const AT_ONCE = 'Whom it keeps out leaves at once if the services run, else when they are started.';

/** What a person says of rows, decided on the register as it stands. */
export interface Saying {
  change: SettingsChange;
  /** The rows that it is about: of them is said whether they stay out all the same. */
  rows: readonly string[];
}

/**
 * @param reason why, checked.
 * @param shown the revision of the register that the decision was made on.
 * @throws UsageError when it may not be said.
 */
export type Decide = (known: KnownRegister, word: { reason: string; shown: number }) => Saying;

/** The options that all words share, in the order of the help. */
export const withWordOptions = (command: Command): Command =>
  command
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(actorOption('who decided it'))
    .addOption(reasonOption())
    .addOption(shownOption())
    .addOption(dryRunOption())
    .addOption(
      jsonOption(
        'print one line of JSON: {"revision", "type", "data", "metadata", "frees", "restricts", "stillOut"}',
      ),
    );

/** Records a word about rows in the school's settings, and says whom it reaches. */
export async function sayWord(
  flags: WordFlags,
  effect: string,
  terminal: Terminal,
  useData: UseData,
  decide: Decide,
): Promise<void> {
  const actor = plainText('--actor', flags.actor);
  const reason = plainText('--reason', flags.reason);
  await useData(flags.dataDir, async (data) => {
    await requireKnownSchool(data, flags.school);
    const store = await (flags.dryRun ? data.eventStore() : data.eventStoreForWriting());
    if (!store)
      throw new UsageError('Nothing was ever read or recorded here, so there is nothing to decide.');
    const school = await readRegister(store, flags.school);
    let before: ReadonlySet<string> = new Set();
    let said: Saying | undefined;
    // Asked again whenever somebody else recorded something in between: on the words and readings of then.
    const decideNow = async () => {
      await school.catchUp();
      const known = knownRegister(school);
      before = outRows(known);
      said = decide(known, { reason, shown: shownOf(flags.shown, known.revision) });
      return [said.change];
    };
    const [recorded] = flags.dryRun
      ? (await decideNow()).map((change) => ({ ...change, revision: null, metadata: {} }))
      : (await appendSettings(store, flags.school, actor, terminal.now(), decideNow)).recorded;
    if (!recorded || !said) return;
    const after = flags.dryRun ? asIfSaid(school, said.change, terminal.now()) : await readOn(school);
    const reach = reachOf(before, after, said.rows);
    const { revision, type, data: what, metadata } = recorded;
    if (flags.json)
      return terminal.out(`${JSON.stringify({ revision, type, data: what, metadata, ...reach })}\n`);
    const head = revision === null ? 'Would record' : `Recorded at revision ${revision}`;
    await terminal.out(`${head}: ${describeChange(recorded)}\n${reachText(reach)}`);
    if (revision !== null) terminal.note(effect);
  });
}

async function readOn(school: SchoolRegister): Promise<KnownRegister> {
  await school.catchUp();
  return knownRegister(school);
}

/** What the register would answer; only this process's memory hears the word. */
function asIfSaid(school: SchoolRegister, { type, data }: SettingsChange, now: Date): KnownRegister {
  const metadata = { recordedAt: now.toISOString() };
  school.words.evolve({ type, data, revision: school.words.revision + 1, metadata });
  return knownRegister(school);
}
