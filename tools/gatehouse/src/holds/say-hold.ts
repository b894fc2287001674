import type { Command } from 'commander';
import {
  actorOption,
  dataDirOption,
  jsonOption,
  kindOption,
  reasonOption,
  schoolOption,
} from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { dryRunOption } from '../restrictions/word-options.js';
import { appendSettings } from '../settings/append-settings.js';
import { describeChange } from '../settings/describe-change.js';
import { plainText } from '../settings/plain-text.js';
import type { SettingsChange } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { inPlace } from '../terminal/in-place.js';
import { slowly } from '../terminal/slowly.js';
import { UsageError } from '../usage-error.js';
import type { HoldContext } from './hold-document.js';
import type { HoldFlags, ShownLedgers } from './hold-options.js';
import { shownLedgersOf, shownLedgersOption } from './hold-options.js';
import type { KindHold } from './kind-hold.js';
import { revisionsOf } from './kind-hold.js';
import { HoldReader } from './known-holds.js';

/** What a person says of a hold, decided on what waits. */
export interface HoldSaying {
  change: SettingsChange;
  /** Record keys of those that it means, each once. */
  meant: ReadonlySet<string>;
  /** What it will do, and when. */
  effect: string;
}

/**
 * @param hold undefined where nothing of the kind waits.
 * @throws UsageError when it may not be said.
 */
export type DecideHold = (
  hold: KindHold | undefined,
  context: HoldContext | undefined,
  word: { reason: string; shown: ShownLedgers },
) => HoldSaying;

/** The options that the words share, in the order of the help. */
export const withHoldOptions = (command: Command): Command =>
  command
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(kindOption())
    .addOption(actorOption('who decided it'))
    .addOption(reasonOption())
    .addOption(shownLedgersOption())
    .addOption(dryRunOption())
    .addOption(jsonOption('print one line of JSON: {"revision", "type", "data", "metadata", "means"}'));

/** A refusal prints commands, too. @throws UsageError */
function refusedInPlace(dataDir: string | undefined, say: () => HoldSaying): HoldSaying {
  try {
    return say();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(inPlace(error.message, dataDir));
    throw error;
  }
}

/** Records a word about a hold in the school's settings, and says whom it means and when it acts. */
export async function sayHold(
  flags: HoldFlags,
  terminal: Terminal,
  useData: UseData,
  decide: DecideHold,
): Promise<void> {
  const { school, kind, dryRun } = flags;
  const actor = plainText('--actor', flags.actor);
  const reason = plainText('--reason', flags.reason);
  await useData(flags.dataDir, async (data) => {
    await requireKnownSchool(data, school);
    const store = await (dryRun ? data.eventStore() : data.eventStoreForWriting());
    if (!store)
      throw new UsageError('Nothing was ever read or recorded here, so there is nothing to decide.');
    const reader = new HoldReader(store, school);
    let said: HoldSaying | undefined;
    // Asked again whenever somebody else recorded something in between: on what waits then.
    const decideNow = async () => {
      const known = await reader.read();
      const hold = known.holds.find((one) => one.kind === kind);
      const context = hold && known.contextOf(hold, terminal.now());
      const shown = flags.shown === undefined ? undefined : shownLedgersOf(flags.shown, known.ledgers);
      const word = { reason, shown: shown ?? (hold ? revisionsOf(hold) : {}) };
      said = refusedInPlace(flags.dataDir, () => decide(hold, context, word));
      return [said.change];
    };
    const [recorded] = await slowly(terminal, 'Reading the ledgers…', async () =>
      dryRun
        ? (await decideNow()).map((change) => ({ ...change, revision: null, metadata: {} }))
        : (await appendSettings(store, school, actor, terminal.now(), decideNow)).recorded,
    );
    if (!recorded || !said) return;
    const { revision, type, data: what, metadata } = recorded;
    const means = [...said.meant].sort();
    if (flags.json)
      return terminal.out(`${JSON.stringify({ revision, type, data: what, metadata, means })}\n`);
    const head = revision === null ? 'Would record' : `Recorded at revision ${revision}`;
    await terminal.out(
      `${head}: ${describeChange(recorded)}\n  ${means.length} of the ${kind} records that wait\n`,
    );
    if (revision !== null) terminal.note(said.effect);
  });
}
