import type { EventStore } from '@gatehouse/event-store';
import type { Command } from 'commander';
import { Option } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { Data, UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import { readSchoolSettings } from '../settings/school-settings.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { inPlace } from '../terminal/in-place.js';
import { slowly } from '../terminal/slowly.js';
import type { Asking, RevealFlags } from './asking-to-reveal.js';
import { askingOf, withRevealOptions } from './asking-to-reveal.js';
import type { KnownRegister } from './known-register.js';
import { knownRegister, readRegister } from './known-register.js';
import type { RevealedName } from './reveal-name.js';
import { nameText, NO_NAME, revealName } from './reveal-name.js';
import { isAnythingKnown, rowDocument } from './row-document.js';
import { rowText } from './row-text.js';
import { rowOf } from './word-options.js';

interface Flags extends RevealFlags {
  dataDir?: string;
  school: string;
  row: string;
  json?: true;
}

/** `gatehouse restriction show`: everything that is remembered of one row. */
export function addRestrictionShow(parent: Command, terminal: Terminal, useData: UseData): void {
  const show = parent
    .command('show')
    .description(
      'Shows everything that is remembered of one row, by record keys: its pupils and what was read about them, who is one ' +
        'person with it or may be, what people said, what the register answers today, and what would end it.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(new Option('--row <key>', 'the row, by record key').makeOptionMandatory());
  withRevealOptions(
    show,
    'show the name, too (personal data!): of the row, else of another row of the adult or one that is alike; who ' +
      "looked is recorded in the school's settings first",
  )
    .addOption(jsonOption('print one JSON document; with --reveal it has "name": {"row", "values"}, or null'))
    .addHelpText(
      'after',
      examples(
        [
          'restriction show --school A1000008530 --row 0123456789abcdef0123456789abcdef',
          'what is known, without a name',
        ],
        [
          "restriction show --school A1000008530 --row 0123456789abcdef0123456789abcdef --reveal --actor 'S. Lead' --reason 'Ticket 4711'",
          'and who it is',
        ],
      ),
    )
    .action((flags: Flags) => showRow(flags, terminal, useData));
}

async function showRow(flags: Flags, terminal: Terminal, useData: UseData): Promise<void> {
  const row = rowOf('--row', flags.row);
  const asking = askingOf(flags, terminal);
  await useData(flags.dataDir, async (data) => {
    await requireKnownSchool(data, flags.school);
    const store = await (asking ? data.eventStoreForWriting() : data.eventStore());
    if (!store) return terminal.note(NOTHING_KNOWN);
    const read = await slowly(terminal, 'Reading the register…', () => readRegister(store, flags.school));
    const known = knownRegister(read);
    const document = rowDocument(known, row, (await readSchoolSettings(store, flags.school)).history);
    if (!isAnythingKnown(document)) return terminal.note(NOTHING_KNOWN);
    const name = asking && (await reveal(data, store, known, row, asking));
    const shown = asking ? { ...document, name: name ?? null } : document;
    await terminal.out(
      flags.json
        ? `${JSON.stringify(shown)}\n`
        : inPlace(rowText(document), flags.dataDir) + (name ? nameText(name, row) : ''),
    );
    if (asking && !name) terminal.note(NO_NAME);
  });
}

const NOTHING_KNOWN =
  'Nothing is known of this row: no reading has shown it, and nobody has said anything about it. Check the key, and the school.';

const reveal = async (
  data: Data,
  store: EventStore,
  known: KnownRegister,
  row: string,
  asking: Asking,
): Promise<RevealedName | undefined> => revealName(store, await data.keyRing(), known, row, asking);
