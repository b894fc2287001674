import type { Command } from 'commander';
import { actorOption, dataDirOption, jsonOption, reasonOption, schoolOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import { requireSchoolToRun } from '../data/known-school.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { askingOf, requestRun, WHO_STARTS_IT } from './request-run.js';

interface Flags {
  dataDir?: string;
  school: string;
  actor: string;
  reason: string;
  json?: true;
}

/** `gatehouse sync request`: asks for a run of a school beside the timetable. */
export function addSyncRequest(parent: Command, terminal: Terminal, useData: UseData): void {
  parent
    .command('request')
    .description(
      "Asks for a run of a school beside the timetable. The request stands in the school's settings until a run was " +
        'started after it; wonde-ingest starts that run.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(actorOption('who asks for it'))
    .addOption(reasonOption())
    .addOption(jsonOption('print {"schoolId", "revision"}'))
    .addHelpText(
      'after',
      examples([
        "sync request --school A1000008530 --actor 'A. Bursar' --reason 'New form lists'",
        'synchronise the school now, not with the next synchronisation of all',
      ]),
    )
    .action(async ({ dataDir, school, json, ...flags }: Flags) => {
      const asking = askingOf(flags, terminal);
      await useData(dataDir, async (data) => {
        await requireSchoolToRun(data, school);
        const store = await data.eventStoreForWriting();
        const revision = await requestRun(store, school, asking);
        await terminal.out(
          json
            ? `${JSON.stringify({ schoolId: school, revision })}\n`
            : `Recorded at revision ${revision}: a run of school ${school} asked for\n`,
        );
        terminal.note(WHO_STARTS_IT);
      });
    });
}
