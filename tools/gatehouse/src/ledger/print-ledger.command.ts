import type { AddOn } from '@gatehouse/schemas';
import { ledgerStream } from '@gatehouse/schemas';
import type { Command } from 'commander';
import { addOnOption, dataDirOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { writeLines } from '../terminal/write-lines.js';
import { ledgerLines } from './ledger-lines.js';
import { revealed } from './reveal-values.js';

interface Options {
  dataDir?: string;
  school: string;
  addOn: AddOn;
  reveal?: true;
}

/** `gatehouse ledger print`: every decision about a school's records for one add-on. */
export function addLedgerPrint(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('print')
    .description(
      'Prints a ledger, oldest line first: NDJSON {revision, type, data, metadata}. Sealed values stay sealed.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(addOnOption())
    .option(
      '--reveal',
      'open sealed values, as data.values (personal data!); values whose key was destroyed show as null, with "erased": true',
    )
    .addHelpText(
      'after',
      examples(
        ['ledger print --school A1000008530 --add-on parent-portal', 'every decision for the Parent Portal'],
        [
          'ledger print --school A1000008530 --add-on parent-portal | grep ContactExcluded',
          'each decision that kept a contact out, with reasons: lines, of which somebody may have several',
        ],
      ),
    )
    .action(({ dataDir, school, addOn, reveal }: Options) =>
      useData(dataDir, async (data) => {
        const store = await data.eventStore();
        await requireKnownSchool(data, school);
        if (!store) return;
        const batches = store.read(ledgerStream(school, addOn));
        const shown = reveal ? revealed(batches, school, await data.keyRing()) : batches;
        await writeLines(terminal, ledgerLines(shown));
      }),
    );
}
