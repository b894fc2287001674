import type { Kind } from '@gatehouse/contracts';
import { Pseudonyms } from '@gatehouse/privacy';
import type { Command } from 'commander';
import { dataDirOption, jsonOption, kindOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';

interface Options {
  dataDir?: string;
  school: string;
  kind: Kind;
  wondeId: string;
  json?: true;
}

/** `gatehouse record-key`: the pseudonym of a Wonde id (design section 2), to look somebody up in a ledger. */
export function addRecordKey(program: Command, terminal: Terminal, useData: UseData): void {
  program
    .command('record-key')
    .description(
      'Prints the record key of a Wonde id: the name under which ledgers and read models know the record. ' +
        'It is computed, not looked up: an id that nobody has gets one, too.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(kindOption())
    .requiredOption('--wonde-id <id>', "the record's id in Wonde")
    .addOption(jsonOption('print {"schoolId", "kind", "recordKey"}'))
    .addHelpText(
      'after',
      examples([
        'record-key --school A1000008530 --kind contact --wonde-id A2000042',
        'the record key of one contact',
      ]),
    )
    .action(async ({ dataDir, school, kind, wondeId, json }: Options) => {
      if (wondeId.trim() === '')
        throw new UsageError('--wonde-id is empty: give the id of a record in Wonde.');
      const masterKey = await useData(dataDir, (data) => data.masterKey());
      const recordKey = new Pseudonyms(masterKey, school).recordKey(kind, wondeId);
      await terminal.out(`${json ? JSON.stringify({ schoolId: school, kind, recordKey }) : recordKey}\n`);
    });
}
