import type { HiddenLine, RecoveryEngines } from '@gatehouse/cms-projector/recover';
import { listHiddenLines, recoverHidden } from '@gatehouse/cms-projector/recover';
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
  json?: true;
}

/** `gatehouse recover`: brings back what could not be projected, once the stores are restored. */
export function addRecover(program: Command, terminal: Terminal, useData: UseData): void {
  program
    .command('recover')
    .description(
      'Shows documents again that are hidden because a line of a ledger could not be opened or read, as far as it can be ' +
        'now: after the key store or the event store was restored. May be repeated.',
    )
    .addOption(dataDirOption())
    .addOption(new Option('--list', 'only list what is hidden, and why; changes nothing'))
    .addOption(
      jsonOption('print one JSON document: {"hidden": [...]}, without --list also {"recovered": [...]}'),
    )
    .addHelpText(
      'after',
      examples(['recover --list', 'what is hidden, and why'], ['recover', 'show again what opens now']),
    )
    .action(({ dataDir, list, json }: Flags) =>
      useData(dataDir, async (data) => {
        const engines = await enginesOf(data);
        if (!engines) return terminal.note(`Note: ${data.name} holds nothing yet.`);
        if (list) {
          const hidden = await listHiddenLines(engines.readModels);
          if (json) return terminal.out(`${JSON.stringify({ hidden })}\n`);
          return tell(terminal, hidden);
        }
        const { recovered, left } = await recoverHidden(engines);
        if (json) return terminal.out(`${JSON.stringify({ recovered, hidden: left })}\n`);
        terminal.note(`Shown again: ${recovered.length}.`);
        await tell(terminal, left);
      }),
    );
}

async function enginesOf(data: Data): Promise<RecoveryEngines | undefined> {
  const [readModels, eventStore, bus] = [await data.readModels(), await data.eventStore(), await data.bus()];
  if (!readModels || !eventStore || !bus) return undefined;
  return { readModels, eventStore, bus, keyRing: await data.keyRing(), masterKey: await data.masterKey() };
}

const HEADER = ['school', 'add-on', 'kind', 'document', 'line', 'what is wrong'];

function tell(terminal: Terminal, hidden: readonly HiddenLine[]): Promise<void> | void {
  if (hidden.length === 0) return terminal.note('Note: no line is hidden.');
  const rows = hidden.map(({ schoolId, addOn, kind, documentId, revision, error }) => [
    schoolId,
    addOn,
    kind ?? '?',
    documentId ?? '?',
    String(revision),
    error,
  ]);
  return terminal.out(table([HEADER, ...rows]));
}
