import { ledgerStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { Pseudonyms } from '@gatehouse/privacy';

/** Of the categories those that no event in the school's calendar ledger ever had: most likely they are mistyped. */
export async function unusedCategories(
  store: EventStore,
  schoolId: string,
  pseudonyms: Pseudonyms | undefined,
  categories: readonly string[],
): Promise<string[]> {
  if (!pseudonyms || categories.length === 0) return [];
  const used = new Set<unknown>();
  for await (const events of store.read(ledgerStream(schoolId, 'mis-calendar'))) {
    for (const { data } of events) if (data['categoryKey']) used.add(data['categoryKey']);
  }
  return categories.filter((category) => !used.has(pseudonyms.categoryKey(category)));
}
