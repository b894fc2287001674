import type { Kind } from '@gatehouse/schemas';
import { holdLimitsOn } from '@gatehouse/policy';
import type { Command } from 'commander';
import { dataDirOption, jsonOption, kindOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { RevealFlags } from '../restrictions/asking-to-reveal.js';
import { askingOf, withRevealOptions } from '../restrictions/asking-to-reveal.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { inPlace } from '../terminal/in-place.js';
import { slowly } from '../terminal/slowly.js';
import { holdDocument } from './hold-document.js';
import { holdText } from './hold-text.js';
import { HoldReader } from './known-holds.js';
import { revealHeld } from './reveal-held.js';

interface Flags extends RevealFlags {
  dataDir?: string;
  school: string;
  kind: Kind;
  json?: true;
}

/** `gatehouse hold show`: who would go or come, and on what a decision about it is made. */
export function addHoldShow(parent: Command, terminal: Terminal, useData: UseData): void {
  const show = parent
    .command('show')
    .description(
      'Shows who would go and who would come, by record key and add-on, the numbers by which it was judged, what was ' +
        'answered, and the commands to go on with. After what looks like a change of MIS also each restriction and block ' +
        'that matches nobody any more, with the command that moves it and the ones that give it up.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(kindOption());
  withRevealOptions(
    show,
    'show the names, too (personal data!), of those who would go; who looked is recorded for each in the ' +
      "school's settings first. Of those who would come no values are kept",
  )
    .addOption(
      jsonOption(
        'print one JSON document, null where nothing waits; with --reveal it has "names": {record key: values, or null}',
      ),
    )
    .addHelpText(
      'after',
      examples(
        ['hold show --school A1000008530 --kind student', 'who would go, without names'],
        [
          "hold show --school A1000008530 --kind student --reveal --actor 'S. Lead' --reason 'Ticket 4711'",
          'and who they are',
        ],
      ),
    )
    .action((flags: Flags) => showHold(flags, terminal, useData));
}

async function showHold(flags: Flags, terminal: Terminal, useData: UseData): Promise<void> {
  const { school, kind } = flags;
  const asking = askingOf(flags, terminal);
  await useData(flags.dataDir, async (data) => {
    await requireKnownSchool(data, school);
    const store = await (asking ? data.eventStoreForWriting() : data.eventStore());
    const known =
      store && (await slowly(terminal, 'Reading the ledgers…', () => new HoldReader(store, school).read()));
    const hold = known?.holds.find((one) => one.kind === kind);
    if (!known || !hold) {
      if (flags.json) await terminal.out('null\n');
      return terminal.note('Nothing of this kind waits. "gatehouse hold list" says what does.');
    }
    const now = terminal.now();
    const limits = holdLimitsOn(known.settings, now.toISOString().slice(0, 10));
    const document = holdDocument(hold, limits, known.contextOf(hold, now));
    const names = asking && (await revealHeld(known.ledgers, await data.keyRing(), hold, asking));
    if (!flags.json) return terminal.out(inPlace(holdText(document, names), flags.dataDir));
    const shown = names ? { ...document, names: Object.fromEntries(names) } : document;
    await terminal.out(`${JSON.stringify(shown)}\n`);
  });
}
