import { SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import type { Document, ReadModels } from '@gatehouse/read-models';
import type { Command } from 'commander';
import { dataDirOption, jsonOption } from '../command-options.js';
import { DataFiles } from '../data/data-files.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { schoolTable } from './school-table.js';

const PAGE = 500;

/** `gatehouse schools`: the schools that a data directory knows. */
export function addSchools(program: Command, terminal: Terminal): void {
  program
    .command('schools')
    .description('Lists the schools that the data directory knows, and how their last run ended.')
    .addOption(dataDirOption())
    .addOption(jsonOption('print one JSON document: {"schools": [...]}'))
    .addHelpText('after', examples(['schools', 'ids and names, for the other commands']))
    .action(({ dataDir, json }: { dataDir: string; json?: true }) =>
      DataFiles.use(dataDir, async (data) => {
        const models = data.readModels();
        const schools = models ? await allSchools(models) : [];
        if (json) return terminal.out(`${JSON.stringify({ schools })}\n`);
        if (schools.length > 0) return terminal.out(schoolTable(schools));
        terminal.note(
          `Note: ${data.directory.folder} knows no school yet. "npm start" synchronises the schools.`,
        );
      }),
    );
}

async function allSchools(models: ReadModels): Promise<Document[]> {
  const schools: Document[] = [];
  for (;;) {
    const after = schools.at(-1)?.['id'] as string | undefined;
    const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await models.list(SCHOOLS, SCHOOLS_OWNER, options);
    schools.push(...page.map(({ document }) => document));
    if (page.length < PAGE) return schools;
  }
}
