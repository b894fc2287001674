import type { EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { errorClass } from '@gatehouse/terminal';
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
        const { holds, failed } = store
          ? await slowly(terminal, 'Reading the ledgers…', () => holdsOf(store, data, school, terminal.now()))
          : { holds: [], failed: new Map<string, unknown>() };
        if (json) await terminal.out(`${JSON.stringify({ holds })}\n`);
        else if (holds.length > 0) await terminal.out(inPlace(holdsText(holds), dataDir));
        else if (failed.size === 0) terminal.note('Nothing waits for a person.');
        for (const [schoolId, error] of failed)
          terminal.note(`What waits of school ${schoolId} cannot be read (${errorClass(error)}).`);
        // How it ends says what to do.
        for (const error of failed.values()) throw error;
      }),
    );
}

/** What waits, and of which schools that cannot be read: they keep nobody else's holds from being told. */
async function holdsOf(
  store: EventStore,
  data: Data,
  school: string | undefined,
  now: Date,
): Promise<{ holds: ListedHold[]; failed: Map<string, unknown> }> {
  const holds: ListedHold[] = [];
  const failed = new Map<string, unknown>();
  for (const schoolId of school === undefined ? await heldSchools(store, data) : [school]) {
    try {
      const known = await new HoldReader(store, schoolId).read();
      holds.push(...known.holds.map((hold) => listedHold(hold, known.contextOf(hold, now))));
    } catch (error) {
      if (error instanceof EventStoreUnavailable) throw error;
      failed.set(schoolId, error);
    }
  }
  return { holds, failed };
}

async function heldSchools(store: EventStore, data: Data): Promise<string[]> {
  const models = await data.readModels();
  const held: string[] = [];
  for (const { id } of models ? await allSchools(models) : []) {
    if (await mayBeHeld(store, String(id))) held.push(String(id));
  }
  return held;
}
