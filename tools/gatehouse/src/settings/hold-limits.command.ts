import type { Command } from 'commander';
import { actorOption, dataDirOption, jsonOption, reasonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { noteUnknownSchool } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { appendSettings } from './append-settings.js';
import { describeChange } from './describe-change.js';
import type { LimitFlags } from './limits-of-options.js';
import { limitsOfOptions } from './limits-of-options.js';
import { plainText } from './plain-text.js';

interface Flags extends LimitFlags {
  dataDir?: string;
  school: string;
  actor: string;
  reason: string;
  json?: true;
}

/** `gatehouse settings hold-limits`: from when on withdrawals of this school wait for a person. */
export function addHoldLimits(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('hold-limits')
    .description(
      'Sets from when on records that are gone from the source wait for a person. By default: more than 20 records and more ' +
        'than 10 % of their kind, or more than a third, or all. What is left out returns to the default. That all of a kind ' +
        'are gone waits always, and so does a kind of fewer than ten records of which more than half is gone. What looks ' +
        'like a change of MIS is judged by the default limits.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(actorOption('who decided it'))
    .addOption(reasonOption())
    .option('--records <number>', 'more than so many records, if they are more than --percent, too')
    .option('--percent <number>', 'more than this part of them, if they are more than --records, too')
    .option('--most-percent <number>', 'more than this part of them, however many they are')
    .option('--until <date>', 'the last day on which these limits hold; afterwards the default does')
    .option('--default', 'return to the default limits')
    .addOption(jsonOption('print the recorded event as a line of JSON'))
    .addHelpText(
      'after',
      examples([
        "settings hold-limits --school A1000008530 --records 200 --percent 50 --most-percent 60 --until 2030-09-15 --actor 'A. Bursar' --reason 'Two year groups leave'",
        'a larger change is expected, for a time',
      ]),
    )
    .action((flags: Flags) => setLimits(flags, terminal, useData));
}

async function setLimits(flags: Flags, terminal: Terminal, useData: UseData): Promise<void> {
  const actor = plainText('--actor', flags.actor);
  const reason = plainText('--reason', flags.reason);
  const change = limitsOfOptions(flags, reason, terminal.now().toISOString().slice(0, 10));
  await useData(flags.dataDir, async (data) => {
    await noteUnknownSchool(data, flags.school, terminal);
    const store = await data.eventStoreForWriting();
    const { recorded } = await appendSettings(store, flags.school, actor, terminal.now(), () => [change]);
    for (const event of recorded) {
      const { revision, type, data: what, metadata } = event;
      const line = flags.json
        ? JSON.stringify({ revision, type, data: what, metadata })
        : `Recorded at revision ${revision}: ${describeChange(event)}`;
      await terminal.out(`${line}\n`);
    }
    terminal.note('It takes effect with the next run of the school.');
  });
}
