import type { Kind } from '@gatehouse/schemas';
import { documentIdSchema } from '@gatehouse/schemas';
import { documentIdKey, DocumentIds, Pseudonyms } from '@gatehouse/privacy';
import type { Command } from 'commander';
import { dataDirOption, jsonOption, kindOption, schoolOption } from '../command-options.js';
import type { Data, UseData } from '../data/data.port.js';
import { noteUnknownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { FoundRecord } from './find-record.js';
import { findRecord, RecordNotFound } from './find-record.js';

interface Options {
  dataDir?: string;
  school: string;
  kind?: Kind;
  wondeId?: string;
  documentId?: string;
  json?: true;
}

/** `gatehouse record-key`: the pseudonym of a Wonde id or of a document (design sections 2 and 4), to look somebody up in a ledger. */
export function addRecordKey(program: Command, terminal: Terminal, useData: UseData): void {
  program
    .command('record-key')
    .description(
      'Prints a record key: the name under which ledgers know a record. That of a Wonde id (--kind, --wonde-id) is ' +
        'computed, not looked up: an id that nobody has gets one, too. That of a document (--document-id) is looked for ' +
        'in the ledgers of the school.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(kindOption().makeOptionMandatory(false))
    .option('--wonde-id <id>', "the record's id in Wonde")
    .option(
      '--document-id <id>',
      'in place of --kind and --wonde-id: the id under which the CMS knows the record; exit code 1 when no ledger does',
    )
    .addOption(jsonOption('print {"schoolId", "kind", "recordKey", "documentId"}'))
    .addHelpText(
      'after',
      examples(
        [
          'record-key --school A1000008530 --kind contact --wonde-id A2000042',
          'the record key of one contact',
        ],
        [
          'record-key --school A1000008530 --kind contact --wonde-id A2000042 --json',
          'the same, with the id that its document has in the CMS',
        ],
        [
          'record-key --school A1000008530 --document-id 0064daf2dfdde7da208789bc4fbccdbc',
          'the record key behind a document of the CMS',
        ],
      ),
    )
    .action(async ({ dataDir, school, json, ...flags }: Options) => {
      const asked = askedFor(flags);
      await useData(dataDir, async (data) => {
        const masterKey = await data.masterKey();
        const ids = new DocumentIds(documentIdKey(masterKey, school));
        const { kind, recordKey } =
          'wondeId' in asked
            ? {
                kind: asked.kind,
                recordKey: new Pseudonyms(masterKey, school).recordKey(asked.kind, asked.wondeId),
              }
            : await foundBy(asked.documentId, school, ids, data, terminal);
        const named = { schoolId: school, kind, recordKey, documentId: ids.documentId(recordKey) };
        await terminal.out(`${json ? JSON.stringify(named) : recordKey}\n`);
      });
    });
}

type Asked = { kind: Kind; wondeId: string } | { documentId: string };

/** @throws UsageError when it is not clear what is asked for. */
function askedFor({ kind, wondeId, documentId }: Pick<Options, 'kind' | 'wondeId' | 'documentId'>): Asked {
  if (documentId !== undefined && kind === undefined && wondeId === undefined) {
    if (documentIdSchema.safeParse(documentId).success) return { documentId };
    throw new UsageError('--document-id takes the id of a document, 32 hex digits, as the CMS API gives it.');
  }
  if (documentId !== undefined || kind === undefined || wondeId === undefined) {
    throw new UsageError('Give either --kind and --wonde-id, or --document-id alone.');
  }
  if (wondeId.trim() === '') throw new UsageError('--wonde-id is empty: give the id of a record in Wonde.');
  return { kind, wondeId };
}

/** @throws RecordNotFound */
async function foundBy(
  documentId: string,
  schoolId: string,
  ids: DocumentIds,
  data: Data,
  terminal: Terminal,
): Promise<FoundRecord> {
  await noteUnknownSchool(data, schoolId, terminal);
  const store = await data.eventStore();
  if (!store) throw new RecordNotFound(schoolId);
  return findRecord(store, schoolId, documentId, ids);
}
