import { schoolAsShown } from '@gatehouse/cms-projector/served';
import type { Command } from 'commander';
import { dataDirOption, jsonOption } from '../command-options.js';
import type { UseData } from '../data/data.port.js';
import type { Environment } from '../data/environment.js';
import { limitsOf } from '../data/limits-of.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { allSchools } from './all-schools.js';
import { schoolTable } from './school-table.js';

/** `gatehouse schools`: the schools that are known. */
export function addSchools(
  program: Command,
  terminal: Terminal,
  useData: UseData,
  environment: Environment,
): void {
  program
    .command('schools')
    .description('Lists the schools that are known, and how their last run ended.')
    .addOption(dataDirOption())
    .addOption(jsonOption('print one JSON document: {"schools": [...]}'))
    .addHelpText('after', examples(['schools', 'ids and names, for the other commands']))
    .action(({ dataDir, json }: { dataDir?: string; json?: true }) =>
      useData(dataDir, async (data) => {
        const models = await data.readModels();
        const limits = limitsOf(environment);
        const known = models ? await allSchools(models) : [];
        const schools = known.map((school) => schoolAsShown(school, terminal.now(), limits));
        if (json) return terminal.out(`${JSON.stringify({ schools })}\n`);
        if (schools.length > 0) return terminal.out(schoolTable(schools));
        terminal.note(`Note: ${data.name} knows no school yet. The first synchronisation makes them known.`);
      }),
    );
}
