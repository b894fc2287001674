import type { AddOn } from '@gatehouse/schemas';
import { parseLedgerStream, STREAM_PREFIXES, SyncRunStarted } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { SCHOOLS_OWNER, TIPS } from '../collections.js';

const PAGE = 1_000;

/** An event by its place and its name: in another past another one may stand there. */
export interface Tip {
  revision: number;
  id: string;
}

/** The newest events of a school that its documents were projected from (ADR 0030). */
export interface Tips {
  ledgers: { [addOn in AddOn]?: Tip };
  /** `SyncRunStarted`: its id is random, while those of lines are derived and may come again. */
  run?: Tip;
  /**
   * The school is not served until a run has completed that is later than `through`, a revision of `sync-`, whatever its
   * document says, which may have to be made anew. `since`: ISO 8601.
   */
  heldBack?: { since: string; through: number };
  /** A recovery of the school was begun and not ended: what there is of it is not whole. */
  recovering?: true;
}

export const NO_TIPS: Tips = { ledgers: {} };

/** The school that an event is about; undefined of streams that are not projected. */
export function schoolOf(stream: string): string | undefined {
  if (stream.startsWith(STREAM_PREFIXES.sync)) return stream.slice(STREAM_PREFIXES.sync.length);
  return stream.startsWith(STREAM_PREFIXES.ledger) ? parseLedgerStream(stream)?.schoolId : undefined;
}

/** The tips after one more event, which may have been there before. */
export function evolveTips(tips: Tips, { stream, type, revision, id }: RecordedEvent): Tips {
  const tip = { revision, id };
  const ledger = parseLedgerStream(stream);
  if (ledger) {
    const known = tips.ledgers[ledger.addOn];
    if (known && known.revision >= revision) return tips;
    return { ...tips, ledgers: { ...tips.ledgers, [ledger.addOn]: tip } };
  }
  const isNewer = type === SyncRunStarted.type && (tips.run?.revision ?? -1) < revision;
  return isNewer ? { ...tips, run: tip } : tips;
}

/** What is written of a school's tips; the last write stands, whichever revisions it names. */
export const writeOfTips = (schoolId: string, tips: Tips): WriteOperation => ({
  collection: TIPS,
  schoolId: SCHOOLS_OWNER,
  id: schoolId,
  rev: 0,
  document: { ...tips },
  again: true,
});

export async function readTips(models: ReadModels, schoolId: string): Promise<Tips> {
  const stored = await models.get(TIPS, SCHOOLS_OWNER, schoolId);
  return (stored?.document as Tips | undefined) ?? NO_TIPS;
}

/** Of every school that has any. */
export async function readAllTips(models: ReadModels): Promise<Map<string, Tips>> {
  const tips = new Map<string, Tips>();
  for (let after: string | undefined; ;) {
    const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await models.list(TIPS, SCHOOLS_OWNER, options);
    for (const { id, document } of page) tips.set(id, document as unknown as Tips);
    if (page.length < PAGE) return tips;
    after = page.at(-1)?.id;
  }
}
