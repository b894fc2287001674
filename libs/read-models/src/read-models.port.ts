/** A document as a reader sees it, without its bookkeeping. */
export type Document = { [field: string]: unknown };

/** Names one versioned collection: `{ addOn: 'parent-portal', kind: 'contact', version: 1 }`. */
export interface Collection {
  addOn: string;
  kind: string;
  version: number;
}

/** One guarded write: it takes effect only if `rev` is greater than what is stored under the id. */
export interface WriteOperation {
  collection: Collection;
  schoolId: string;
  id: string;
  /** The ledger revision that the document was projected from. */
  rev: number;
  /** The whole document; null leaves `{id, rev, gone}`, which no reader sees and no older write can undo. */
  document: Document | null;
  /** Takes effect also over what is stored at this very revision, such as a line that could not be opened then. */
  again?: true;
}

export interface StoredDocument {
  id: string;
  rev: number;
  document: Document;
}

export interface ListOptions {
  /** Documents whose id is greater than this one. */
  after?: string;
  /** At most this many, at least 1. */
  limit: number;
}

/** What the CMS reads (design sections 4 and 6). Single documents are written atomically, several together are not. */
export interface ReadModels {
  /**
   * Applies the operations; of several on one document the one with the greatest `rev` wins, whatever their order.
   * Durable against the end of the process when it resolves. May be repeated. Until then the documents belong to the
   * adapter: who changes one meanwhile does not know which state is written.
   */
  write(operations: readonly WriteOperation[]): Promise<void>;
  get(collection: Collection, schoolId: string, id: string): Promise<StoredDocument | undefined>;
  /** In the order of ids (byte order). */
  list(collection: Collection, schoolId: string, options: ListOptions): Promise<StoredDocument[]>;
  count(collection: Collection, schoolId: string): Promise<number>;
  /** Where the projector called `name` stands; null before its first checkpoint. */
  checkpoint(name: string): Promise<string | null>;
  saveCheckpoint(name: string, position: string): Promise<void>;
  /**
   * Removes a collection with the documents and withdrawals of all schools, so that a version that nobody reads any more
   * does not stay readable. One that is not there is removed already. May be repeated, and must be when it was
   * interrupted; whoever still writes to the collection makes it anew.
   */
  drop(collection: Collection): Promise<void>;
  /**
   * Removes a school's documents and withdrawals from a collection, or what lies under one id alone, so that they can be
   * written anew at older revisions. May be repeated, and must be when it was interrupted.
   */
  forget(collection: Collection, schoolId: string, id?: string): Promise<void>;
  /** Forgets where the projector called `name` stands. May be repeated. */
  dropCheckpoint(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The read models did not answer, or answered that they cannot. */
export class ReadModelsUnavailable extends Error {
  readonly code = 'READ_MODELS_UNAVAILABLE';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReadModelsUnavailable';
  }
}
