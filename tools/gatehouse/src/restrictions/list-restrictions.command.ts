import type { Command } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { inPlace } from '../terminal/in-place.js';
import { slowly } from '../terminal/slowly.js';
import type { KnownRegister } from './known-register.js';
import { knownRegister, readRegister } from './known-register.js';
import type { RestrictionsDocument } from './restrictions-document.js';
import { restrictionsDocument } from './restrictions-document.js';
import { restrictionsText } from './restrictions-text.js';

/** `gatehouse restriction list`: everybody who is out for more than what the source shows today. */
export function addRestrictionList(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('list')
    .description(
      'Lists everybody who is kept out by what was read earlier, by what people said, or because they may be somebody ' +
        'who is kept out; for each the command that would end it. Who is out for what the source says of them today ' +
        'is not here: their ledger line says why.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(
      jsonOption(
        'print one JSON document: {"schoolId", "revision", "settingsRevision", "restrictions", "counts", "staffUnderOrder", "contactsWithoutUpi"}',
      ),
    )
    .addHelpText(
      'after',
      examples(['restriction list --school A1000008530', 'who stays out, why, and what would end it']),
    )
    .action(({ dataDir, school, json }: { dataDir?: string; school: string; json?: true }) =>
      useData(dataDir, async (data) => {
        await requireKnownSchool(data, school);
        const store = await data.eventStore();
        const read =
          store && (await slowly(terminal, 'Reading the register…', () => readRegister(store, school)));
        if (!read) return terminal.note(NOBODY);
        const known = knownRegister(read);
        const document = restrictionsDocument(known);
        if (json) await terminal.out(`${JSON.stringify(document)}\n`);
        else if (document.restrictions.length > 0)
          await terminal.out(inPlace(restrictionsText(document), dataDir));
        for (const note of notesOn(known, document)) terminal.note(note);
      }),
    );
}

const NOBODY = 'Nobody is kept out by what was read earlier, by a word, or for being like somebody else.';

function notesOn({ sight }: KnownRegister, document: RestrictionsDocument): string[] {
  const { restrictions, staffUnderOrder, contactsWithoutUpi } = document;
  return [
    ...(restrictions.length === 0 ? [NOBODY] : []),
    ...(sight.register.revision >= 0 && !sight.register.isSeeded
      ? ['Note: the register of this school is not complete yet. The next run of wonde-ingest completes it.']
      : []),
    ...staffUnderOrder.map(
      ({ row, contact }) =>
        `Notice: current staff ${row} is in as staff, and out as a parent: contact ${contact} is under a court order.`,
    ),
    ...(contactsWithoutUpi
      ? [
          'Notice: no contact of this school has a upi. Two rows of one person are known by likeness only: by names, and ' +
            'an address, number or child in common.',
        ]
      : []),
  ];
}
