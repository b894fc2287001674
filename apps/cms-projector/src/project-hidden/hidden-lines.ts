import type { AddOn, CmsChange, Kind } from '@gatehouse/schemas';
import type { Document, ReadModels, StoredDocument, WriteOperation } from '@gatehouse/read-models';
import { HIDDEN_LINES, SCHOOLS_OWNER } from '../collections.js';
import type { Logger } from '@gatehouse/service';

const PAGE = 1_000;

/** A ledger line that cannot be projected (design section 4: one line stops nobody else). No personal value is in it. */
export interface HiddenLine {
  schoolId: string;
  addOn: AddOn;
  /** Undefined where the line does not say it. */
  kind: Kind | undefined;
  /** The document that readers do not see for it; undefined where the line does not say whose it is. */
  documentId: string | undefined;
  /** Of the line in its ledger. */
  revision: number;
  /** What is wrong, as a code or class. */
  error: string;
}

/** What comes of a line, as far as it concerns the list of hidden ones. */
interface Settled extends Pick<HiddenLine, 'schoolId' | 'addOn' | 'documentId'> {
  rev: number;
  hidden: HiddenLine | undefined;
}

/** One list for all schools, in the order of their ids: those of one lie together. */
const idOf = ({ schoolId, addOn, documentId }: Omit<Settled, 'rev' | 'hidden'>, revision: number) =>
  `${schoolId}/${addOn}/${documentId ?? `line ${revision}`}`;

/** Keeps the list of lines that cannot be projected. A later line of the record that can takes its document off it. */
export class HiddenLines {
  readonly #models: ReadModels;
  #ids = new Set<string>();
  #isListed = false;

  constructor(models: ReadModels) {
    this.#models = models;
  }

  /** Whether the change says that a document is there that readers do not see; known of what was projected. */
  hides({ change, ...of }: CmsChange): boolean {
    return change === 'present' && this.#ids.has(idOf(of, -1));
  }

  /** What these lines ask for, in their order. May be repeated. */
  async project(lines: readonly Settled[]): Promise<WriteOperation[]> {
    if (!this.#isListed) {
      this.#ids = await idsOf(this.#models);
      this.#isListed = true;
    }
    return lines.flatMap((line) => {
      const id = idOf(line, line.rev);
      if (line.hidden) this.#ids.add(id);
      else if (!this.#ids.delete(id)) return [];
      return [writeOf(id, line.rev, line.hidden)];
    });
  }
}

/** What takes a document off the list that can be projected now, from the line that it is listed for. */
export const noLongerHidden = (line: HiddenLine): WriteOperation => ({
  ...writeOf(idOf(line, line.revision), line.revision, undefined),
  again: true,
});

/** The lines that cannot be projected, school by school. */
export async function listHiddenLines(models: ReadModels): Promise<HiddenLine[]> {
  const lines: HiddenLine[] = [];
  for await (const page of pagesOf(models)) {
    lines.push(
      ...page.map(({ rev, document }) => ({ ...(document as unknown as HiddenLine), revision: rev })),
    );
  }
  return lines;
}

/** The ids under which a school's lines are listed. */
export async function hiddenLinesOf(models: ReadModels, schoolId: string): Promise<string[]> {
  return [...(await idsOf(models))].filter((id) => id.startsWith(`${schoolId}/`));
}

const writeOf = (id: string, rev: number, hidden: HiddenLine | undefined): WriteOperation => ({
  collection: HIDDEN_LINES,
  schoolId: SCHOOLS_OWNER,
  id,
  rev,
  document: hidden ? documentOf(hidden) : null,
});

/** Without the revision, which is stored beside it. */
const documentOf = ({ schoolId, addOn, kind, documentId, error }: HiddenLine): Document => ({
  schoolId,
  addOn,
  ...(kind === undefined ? {} : { kind }),
  ...(documentId === undefined ? {} : { documentId }),
  error,
});

async function idsOf(models: ReadModels): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const page of pagesOf(models)) for (const { id } of page) ids.add(id);
  return ids;
}

async function* pagesOf(models: ReadModels): AsyncIterable<StoredDocument[]> {
  for (let after: string | undefined; ;) {
    const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await models.list(HIDDEN_LINES, SCHOOLS_OWNER, options);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}

/** So many of a school are named one by one; a key store that is lost must not fill the log. */
const MOST_NAMED = 20;

/**
 * Raises the alarm for lines that cannot be projected, and names their schools: by document or place, and by what is wrong,
 * never by what they hold.
 */
export function tellHidden(logger: Logger, lines: readonly HiddenLine[]): void {
  for (const schoolId of new Set(lines.map((line) => line.schoolId))) {
    const ofSchool = lines.filter((line) => line.schoolId === schoolId);
    for (const { addOn, kind, documentId, revision, error } of ofSchool.slice(0, MOST_NAMED)) {
      const fields = { service: 'cms-projector', schoolId, addOn, kind, documentId, line: revision, error };
      logger.error(fields, documentId === undefined ? NAMELESS : HIDDEN);
    }
    if (ofSchool.length > MOST_NAMED) {
      const fields = { service: 'cms-projector', schoolId, lines: ofSchool.length };
      logger.error(fields, 'Many lines of a school cannot be projected. See "gatehouse recover --list".');
    }
  }
}

const HIDDEN =
  'A line cannot be opened or read, so that its document is hidden. See "gatehouse recover --list", and restore the key store or ' +
  'the event store.';
const NAMELESS =
  'A line cannot be read, and does not say whose it is. See "gatehouse recover --list", and restore the event store.';
