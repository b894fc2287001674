import type { HiddenLine, RecoveryEngines, SchoolInTrouble } from '@gatehouse/cms-projector/recover';
import {
  disagreements,
  holdAllBack,
  listHiddenLines,
  recoverHidden,
  recoverStores,
  wordsOf,
} from '@gatehouse/cms-projector/recover';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';
import type { Misfit } from '@gatehouse/process/engines';
import { ConfigurationError, misfitOf, wordsOfMisfit } from '@gatehouse/process/engines';
import type { Command } from 'commander';
import { Option } from 'commander';
import { dataDirOption, jsonOption } from '../command-options.js';
import type { Data, UseData } from '../data/data.port.js';
import { examples } from '../help-text.js';
import { table } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.port.js';

interface Flags {
  dataDir?: string;
  list?: true;
  allRestored?: true;
  json?: true;
}

/** `gatehouse recover`: what to do when stores were restored from a backup. */
export function addRecover(program: Command, terminal: Terminal, useData: UseData): void {
  program
    .command('recover')
    .description(
      'After a store was restored from a backup: makes what the CMS reads of a school anew from the event store, where the ' +
        'stores do not belong together, and shows documents again that were hidden because a line of a ledger could not be ' +
        'opened or read. A school whose stores did not belong together is served again when a run has completed that was ' +
        'started later. May be repeated.',
    )
    .addOption(dataDirOption())
    .addOption(
      new Option('--list', 'only list what does not belong together, and what is hidden; changes nothing'),
    )
    .addOption(
      new Option(
        '--all-restored',
        'all stores were restored together, so that they agree: hold every school back until a run has completed',
      ).conflicts('list'),
    )
    .addOption(
      jsonOption(
        'print one JSON document: {"disagreements": [...], "hidden": [...]}, without --list also {"recovered": [...]}',
      ),
    )
    .addHelpText(
      'after',
      examples(
        ['recover --list', 'what does not belong together, and what is hidden'],
        ['recover', 'make it anew, and show again what opens now'],
        ['recover --all-restored', 'after all stores were restored from one backup'],
      ),
    )
    .action(({ dataDir, list, allRestored, json }: Flags) =>
      useData(dataDir, async (data) => {
        const stores = await storesOf(data);
        if (!stores) return terminal.note(`Note: ${data.name} holds nothing yet.`);
        const schools = await disagreements(stores);
        const { readModels: projected } = stores;
        if (!projected) terminal.note(NO_READ_MODELS);
        if (list) {
          const hidden = projected ? await listHiddenLines(projected) : [];
          return tell(terminal, { schools, hidden, json });
        }
        const [readModels, bus] = [await data.readModelsForWriting(), await data.busForWriting()];
        const engines: RecoveryEngines = { ...stores, readModels, bus };
        await recoverStores(engines, schools, terminal.now());
        if (allRestored) {
          const count = await holdAllBack(engines, terminal.now());
          terminal.note(`Held back until a run has completed: ${count} schools.`);
        }
        const { recovered, left: hidden } = await recoverHidden(engines);
        if (schools.length > 0) terminal.note(RUN_NEXT);
        if (!json) terminal.note(`Shown again: ${recovered.length}.`);
        await tell(terminal, { schools, hidden, recovered, json });
      }),
    );
}

const RUN_NEXT =
  'Now say again what was decided since the backup (blocks, purchases, what blank orders mean), and then have the schools ' +
  'read: until a run has completed nothing of them is served.';

const NO_READ_MODELS =
  'Note: The read models hold nothing: they are made again by the next start. If they were of a newer past than the other ' +
  'stores, nobody can tell: after all stores were restored together, say --all-restored.';

interface Stores {
  readModels?: ReadModels | undefined;
  eventStore: EventStore;
  keyRing: KeyRing;
  masterKey: Buffer;
}

/**
 * What recovering looks at; undefined where there is nothing at all.
 *
 * @throws ConfigurationError when a store was emptied beside the others, or is another installation's: nothing may be made
 * of it, or in its place.
 */
async function storesOf(data: Data): Promise<Stores | undefined> {
  const [eventStore, readModels] = [await data.eventStore(), await data.readModels()];
  const keyRing = await data.keyRingIfThere();
  if (!eventStore && !keyRing && !readModels) return undefined;
  if (!eventStore) throw refusal(data, 'history-is-gone');
  if (!keyRing) throw refusal(data, 'keys-are-gone');
  const stores = { eventStore, keyRing, readModels, masterKey: await data.masterKey() };
  const misfit = await misfitOf(stores);
  if (misfit) throw refusal(data, misfit);
  return stores;
}

const refusal = (data: Data, misfit: Misfit) =>
  new ConfigurationError([wordsOfMisfit(misfit, data.storeNames)]);

interface Told {
  schools: readonly SchoolInTrouble[];
  hidden: readonly HiddenLine[];
  recovered?: readonly HiddenLine[];
  json: true | undefined;
}

const HEADER = ['school', 'add-on', 'kind', 'document', 'line', 'what is wrong'];

async function tell(terminal: Terminal, { schools, hidden, recovered, json }: Told): Promise<void> {
  if (json) {
    const document = { disagreements: schools, hidden, ...(recovered ? { recovered } : {}) };
    return terminal.out(`${JSON.stringify(document)}\n`);
  }
  for (const { schoolId, disagreement } of schools) terminal.note(wordsOf(disagreement, schoolId));
  if (hidden.length === 0) return terminal.note('Note: no line is hidden.');
  const rows = hidden.map(({ schoolId, addOn, kind, documentId, revision, error }) => [
    schoolId,
    addOn,
    kind ?? '?',
    documentId ?? '?',
    String(revision),
    error,
  ]);
  await terminal.out(table([HEADER, ...rows]));
}
