import type { CmsChange } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { projectHiddenLedgers } from '../project-hidden/hidden-ledgers.js';
import type { HiddenLine } from '../project-hidden/hidden-lines.js';
import { HiddenLines } from '../project-hidden/hidden-lines.js';
import { HeldDocuments } from '../project-holds/held-documents.js';
import type { HeldBack } from '../project-schools/project-schools.js';
import { projectSchools } from '../project-schools/project-schools.js';
import { DocumentIdsOfSchools } from './document-ids.js';
import { announced, isSealed, keyIdOf, lastLines, projectLine, recordLines } from './project-lines.js';

/** What comes of a batch of events. */
export interface ProjectedBatch {
  writes: WriteOperation[];
  /** What the CMS is told once that is written. */
  changes: CmsChange[];
  /** Lines of which nothing can be made: each is on the list of hidden ones with these writes. */
  hidden: HiddenLine[];
}

/** What projecting needs. */
export interface ProjectorEngines {
  readModels: ReadModels;
  keyRing: KeyRing;
  masterKey: Buffer;
}

/** Works out what events ask for in the read models: documents, holds, what cannot be projected, and the schools. */
export class Projector {
  readonly #models: ReadModels;
  readonly #keyRing: KeyRing;
  readonly #documentIds: DocumentIdsOfSchools;
  readonly #held: HeldDocuments;
  readonly #hidden: HiddenLines;

  constructor({ readModels, keyRing, masterKey }: ProjectorEngines) {
    this.#models = readModels;
    this.#keyRing = keyRing;
    this.#documentIds = new DocumentIdsOfSchools(masterKey);
    this.#held = new HeldDocuments(readModels);
    this.#hidden = new HiddenLines(readModels);
  }

  /**
   * Batches come in the order of their events, and may be repeated.
   *
   * @param heldBack schools that are not served for now.
   */
  async project(events: readonly RecordedEvent[], heldBack?: HeldBack): Promise<ProjectedBatch> {
    const read = recordLines(events);
    const lines = lastLines(read.lines);
    const sealed = lines.filter(isSealed);
    const answers = await this.#keyRing.get(sealed.map(keyIdOf));
    const keys = new Map(sealed.map((line, i) => [line, answers[i]]));
    const projected = lines.map((line) =>
      projectLine(line, keys.get(line), this.#documentIds.of(line.schoolId)),
    );
    const { holds, unreadable } = await this.#held.project(events, (school) => this.#documentIds.of(school));
    const nameless = read.nameless.map(({ schoolId, addOn, kind, event, defect }): HiddenLine => {
      return { schoolId, addOn, kind, documentId: undefined, revision: event.revision, error: defect };
    });
    const aboutNobody = [...nameless, ...unreadable];
    const settled = [
      ...projected,
      ...aboutNobody.map((line) => ({ ...line, rev: line.revision, hidden: line })),
    ];
    const ofList = await this.#hidden.project(settled);
    const ofHolds = holds.flatMap(({ rev, change }) =>
      change && !this.#hidden.hides(change) ? [{ rev, change }] : [],
    );
    return {
      writes: [
        ...projected.flatMap(({ writes }) => writes),
        ...holds.flatMap(({ write }) => write ?? []),
        ...ofList,
        ...(await projectSchools(events, this.#models, heldBack)),
        ...projectHiddenLedgers(events),
      ],
      changes: announced([
        ...projected.flatMap(({ rev, changes }) => changes.map((change) => ({ rev, change }))),
        ...ofHolds,
      ]),
      hidden: settled.flatMap(({ hidden }) => hidden ?? []),
    };
  }
}
