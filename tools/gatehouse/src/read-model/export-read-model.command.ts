import { SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import {
  disagreementOf,
  readTips,
  unprojectedSince,
  wordsOf,
  wordsOfBehind,
} from '@gatehouse/cms-projector/recover';
import { ShownDocuments } from '@gatehouse/cms-projector/shown-documents';
import { whyHidden } from '@gatehouse/cms-projector/hidden-ledgers';
import { whyNotServed } from '@gatehouse/cms-projector/served';
import type { AddOn, Kind } from '@gatehouse/schemas';
import { newestRuns } from '@gatehouse/service/runs';
import type { ReadModels } from '@gatehouse/read-models';
import { haveOneMark, wordsOfMisfit } from '@gatehouse/process/engines';
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
        'A blocked add-on, an empty kind, a suspended school or kind, and a hidden ledger print nothing; nor does a school ' +
        'whose stores do not belong together, or of which something is not projected yet for over a minute.',
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
        const apart = models && (await whyUntrusted(data, models, { school, addOn, now }));
        if (apart !== undefined) return terminal.note(`Note: ${apart}`);
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

/** How long events are under way to the read models at most, in milliseconds: somebody may be projecting them just now. */
const UNDER_WAY_MS = 60_000;

/**
 * Why the CMS API would not serve the school whatever its documents say: the stores do not belong together, as far as they
 * are at hand, or the read models are behind. A command that opens nothing needs no master key for it.
 */
async function whyUntrusted(
  data: Data,
  models: ReadModels,
  { school, addOn, now }: { school: string; addOn: AddOn; now: Date },
): Promise<string | undefined> {
  const store = await data.eventStore();
  if (!store) return undefined;
  if (!(await haveOneMark(store, models))) return wordsOfMisfit('read-models-of-another', data.storeNames);
  const keys = await data.keyIds();
  const newest = keys && (await newestRuns(keys, school)).get(school);
  const found = await disagreementOf(store, school, await readTips(models, school), newest);
  if (found) return wordsOf(found, school);
  const since = await unprojectedSince(store, models, school, addOn);
  const isBehind = since !== undefined && now.getTime() - Date.parse(since) > UNDER_WAY_MS;
  return isBehind ? wordsOfBehind(school, since) : undefined;
}
