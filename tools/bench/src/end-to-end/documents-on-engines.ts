import { collectionOf } from '@gatehouse/cms-projector/collections';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { ReadModels } from '@gatehouse/read-models';

/** How many documents each place holds, counted as `countsOfPipeline` counts. */
export async function documentsOnEngines(
  readModels: ReadModels,
  schoolIds: readonly string[],
): Promise<{ [place: string]: number }> {
  const places = schoolIds.flatMap((schoolId) =>
    ADD_ONS.flatMap((addOn) => KINDS.map((kind) => ({ schoolId, addOn, kind }))),
  );
  const counted = await Promise.all(
    places.map(async ({ schoolId, addOn, kind }): Promise<[string, number]> => {
      const count = await readModels.count(collectionOf(addOn, kind), schoolId);
      return [`${schoolId}/${addOn}/${kind}`, count];
    }),
  );
  return Object.fromEntries(counted.filter(([, count]) => count > 0));
}
