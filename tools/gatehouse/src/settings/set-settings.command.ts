import { restrictionsStream } from '@gatehouse/schemas';
import { Pseudonyms } from '@gatehouse/privacy';
import type { Command } from 'commander';
import { Option } from 'commander';
import { actorOption, dataDirOption, jsonOption, reasonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { noteUnknownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import { knownRegister, readRegister } from '../restrictions/known-register.js';
import { slowly } from '../terminal/slowly.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { appendSettings } from './append-settings.js';
import { changesOfOptions } from './changes-of-options.js';
import { describeChange } from './describe-change.js';
import type { SetFlags } from './read-set-options.js';
import { readSetOptions } from './read-set-options.js';
import { readSchoolPeople, SchoolPeople } from './school-people.js';
import { unusedCategories } from './unused-categories.js';
import { setWarnings } from './set-warnings.js';

/** `gatehouse settings set`: records what a school decided, with who decided it and why. */
export function addSettingsSet(parent: Command, terminal: Terminal, useData: UseData): void {
  const several = (key: string, before: string[] | undefined) => [...(before ?? []), key];
  parent
    .command('set')
    .description(
      "Records what the school decided, in the school's settings, for good. It takes effect with the next run. " +
        'At least one setting is needed.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(actorOption('who decided it'))
    .addOption(reasonOption())
    .addOption(
      new Option('--blank-court-order <meaning>', 'what a blank court order means').choices([
        'no-order',
        'undecided',
      ]),
    )
    .addOption(
      new Option('--court-order-scope <scope>', 'how far an active court order reaches').choices([
        'person',
        'link',
      ]),
    )
    .option('--add-ons <list>', "the purchased add-ons, separated by commas; '' for none")
    .option(
      '--calendar-categories <list>',
      "the categories of events to publish, exact texts separated by commas (\\, for a comma in one); '' for none",
    )
    .option(
      '--block <key>',
      'keep a person out everywhere: their record key or person key; may be repeated',
      several,
    )
    .option('--unblock <key>', 'lift the block of a person; may be repeated', several)
    .addOption(jsonOption('print each recorded event as a line of JSON'))
    .addHelpText(
      'after',
      examples(
        [
          "settings set --school A1000208530 --actor 'A. Bursar' --reason 'Governors, 12 May' --blank-court-order no-order",
          'blank court orders mean that there is none',
        ],
        [
          "settings set --school A1000008530 --actor 'A. Bursar' --reason 'Ticket 4711' --block 0123456789abcdef0123456789abcdef",
          'keep a person out of every add-on',
        ],
      ),
    )
    .action((flags: SetFlags) => setSettings(flags, terminal, useData));
}

async function setSettings(flags: SetFlags, terminal: Terminal, useData: UseData): Promise<void> {
  const options = readSetOptions(flags);
  const { school } = flags;
  await useData(flags.dataDir, async (data) => {
    await noteUnknownSchool(data, school, terminal);
    // Before anything is recorded: without the right key the categories could not be looked up.
    const pseudonyms = options.categories && new Pseudonyms(await data.masterKey(), school);
    const store = await data.eventStoreForWriting();
    const asksForPeople = options.block.length + options.unblock.length > 0;
    const people = asksForPeople
      ? await slowly(terminal, 'Looking through the ledgers…', () => readSchoolPeople(store, school))
      : new SchoolPeople();
    const known = options.unblock.length > 0 ? knownRegister(await readRegister(store, school)) : undefined;
    const isCovered = (key: string) => known?.standings.of(key).block !== undefined;
    const { recorded, before } = await appendSettings(
      store,
      school,
      options.actor,
      terminal.now(),
      async (standing) => {
        const register = options.blankCourtOrder && (await store.readLast(restrictionsStream(school)));
        return changesOfOptions(options, people, standing, register ? register.revision : -1);
      },
    );
    for (const event of recorded) {
      const { revision, type, data, metadata } = event;
      const line = flags.json
        ? JSON.stringify({ revision, type, data, metadata })
        : `Recorded at revision ${revision}: ${describeChange(event)}`;
      await terminal.out(`${line}\n`);
    }
    const unused = await unusedCategories(store, school, pseudonyms, options.categories ?? []);
    const context = { schoolId: school, people, unused, before: before.settings, isCovered };
    for (const warning of setWarnings(options, context)) terminal.note(`Warning: ${warning}`);
    terminal.note('It takes effect with the next run of the school.');
  });
}
