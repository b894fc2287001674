import { SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import type { Disagreement } from '@gatehouse/cms-projector/recover';
import { disagreementOf, readTips, wordsOf } from '@gatehouse/cms-projector/recover';
import { ShownDocuments } from '@gatehouse/cms-projector/shown-documents';
import { whyHidden } from '@gatehouse/cms-projector/hidden-ledgers';
import { whyNotServed } from '@gatehouse/cms-projector/served';
import type { AddOn, Kind } from '@gatehouse/contracts';
import type { ReadModels } from '@gatehouse/read-models';
import type { Command } from 'commander';
import { addOnOption, dataDirOption, kindOption, schoolOption } from '../command-options.js';
import type { Data, UseData } from '../data/data.port.js';
import type { Environment } from '../data/environment.js';
import { requireKnownSchool } from '../data/known-school.js';
import { limitsOf } from '../data/limits-of.js';
import { examples } from '../help-text.js';
import type { Terminal } from '../terminal/terminal.port.js';
import { writeLines } from '../terminal/write-lines.js';
import { exportLines } from './export-lines.js';

interface Options {
  dataDir?: string;
  school: string;
  addOn: AddOn;
  kind: Kind;
}

/** `gatehouse read-model export`: the documents the CMS would read. */
export function addReadModelExport(
  parent: Command,
  terminal: Terminal,
  useData: UseData,
  environment: Environment,
): void {
  parent
    .command('export')
    .description(
      'Prints the documents the CMS would read: NDJSON, keys sorted, ordered by id. ' +
        'A blocked add-on, an empty kind, and a suspended school or kind, and a hidden ledger print nothing.',
    )
    .addOption(dataDirOption())
    .addOption(schoolOption())
    .addOption(addOnOption())
    .addOption(kindOption())
    .addHelpText(
      'after',
      examples(
        [
          'read-model export --school A1000008530 --add-on parent-portal --kind contact',
          'the contacts of the Parent Portal',
        ],
        [
          'read-model export --school A1000008530 --add-on mis-calendar --kind event | wc -l',
          'how many events the calendar shows',
        ],
      ),
    )
    .action(({ dataDir, school, addOn, kind }: Options) =>
      useData(dataDir, async (data) => {
        const limits = limitsOf(environment);
        const now = terminal.now();
        await requireKnownSchool(data, school);
        const models = await data.readModels();
        const apart = models && (await disagreementIn(data, models, school));
        if (apart) return terminal.note(`Note: ${wordsOf(apart, school)}`);
        const known = await models?.get(SCHOOLS, SCHOOLS_OWNER, school);
        const why = known && whyNotServed(known.document, kind, now, limits);
        const whyNot = why ?? (models && (await whyHidden(models, school, addOn, now)));
        if (whyNot) return terminal.note(`Note: ${whyNot.words}`);
        if (!models) return;
        const shown = new ShownDocuments(models, { schoolId: school, addOn, kind }, now);
        await writeLines(terminal, exportLines(shown));
      }),
    );
}

/** Only whether the documents are of a past that the event store has: a command that needs no keys asks for none. */
async function disagreementIn(
  data: Data,
  models: ReadModels,
  schoolId: string,
): Promise<Disagreement | undefined> {
  const store = await data.eventStore();
  return store && disagreementOf(store, schoolId, await readTips(models, schoolId), undefined);
}
