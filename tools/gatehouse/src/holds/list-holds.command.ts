import type { EventStore } from '@gatehouse/event-store';
import type { Command } from 'commander';
import { dataDirOption, jsonOption, schoolOption } from '../command-options.js';
import type { Data, UseData } from '../data/data.port.js';
import { requireKnownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import { allSchools } from '../schools/all-schools.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { inPlace } from '../terminal/in-place.js';
import { slowly } from '../terminal/slowly.js';
import { mayBeHeld } from './held-schools.js';
import type { ListedHold } from './hold-document.js';
import { listedHold } from './hold-document.js';
import { holdsText } from './holds-text.js';
import { HoldReader } from './known-holds.js';

interface Flags {
  dataDir?: string;
  school?: string;
  json?: true;
}

/** `gatehouse hold list`: what waits for a person. */
export function addHoldList(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('list')
    .description(
      'Lists what waits for a person, by school and kind: records that are gone from the source and wait to go, and new ones ' +
        'that wait to come in after a change of MIS; since when, from when on readers do not see the first any more, whose ' +
        'turn it is, and the commands to go on with.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption().makeOptionMandatory(false))
    .addOption(jsonOption('print one JSON document: {"holds": [...]}'))
    .addHelpText(
      'after',
      examples(
        ['hold list', 'what waits, of all schools'],
        ['hold list --school A1000008530', 'what waits of one school'],
      ),
    )
    .action(({ dataDir, school, json }: Flags) =>
      useData(dataDir, async (data) => {
        if (school !== undefined) await requireKnownSchool(data, school);
        const store = await data.eventStore();
        const holds = store
          ? await slowly(terminal, 'Reading the ledgers…', () => holdsOf(store, data, school, terminal.now()))
          : [];
        if (json) return terminal.out(`${JSON.stringify({ holds })}\n`);
        if (holds.length > 0) return terminal.out(inPlace(holdsText(holds), dataDir));
        terminal.note('Nothing waits for a person.');
      }),
    );
}

async function holdsOf(
  store: EventStore,
  data: Data,
  school: string | undefined,
  now: Date,
): Promise<ListedHold[]> {
  const holds: ListedHold[] = [];
  for (const schoolId of school === undefined ? await heldSchools(store, data) : [school]) {
    const known = await new HoldReader(store, schoolId).read();
    holds.push(...known.holds.map((hold) => listedHold(hold, known.contextOf(hold, now))));
  }
  return holds;
}

async function heldSchools(store: EventStore, data: Data): Promise<string[]> {
  const models = await data.readModels();
  const held: string[] = [];
  for (const { id } of models ? await allSchools(models) : []) {
    if (await mayBeHeld(store, String(id))) held.push(String(id));
  }
  return held;
}
