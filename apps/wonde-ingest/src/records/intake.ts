import type { Kind } from '@gatehouse/schemas';
import type { ContactRow, EventRow, JsonValue, ReadingLimits, ReadRow, RosterRow } from '@gatehouse/wonde';
import { dropLargeValues, limitInWords } from '@gatehouse/wonde';
import type { GatheredKind } from './gathered-kind.js';
import { DroppedFieldCounts } from './dropped-fields.js';

const MIB = 1024 * 1024;
/** What a record takes beside the texts in it, in characters: keys, places in lists, a link. */
const BESIDE = 128;

/** A school has more records than are gathered: its run fails, and no other. */
export class SchoolOverLimit extends Error {
  readonly code = 'SCHOOL_OVER_LIMIT';
  constructor(limits: ReadingLimits) {
    super(
      `The school has more than ${limitInWords(limits, 'schoolRecords')}, each link of a contact counted, so it was not ` +
        'read. What came in earlier stays, less whoever is restricted since. Ask Wonde what it is, or raise the limit.',
    );
    this.name = 'SchoolOverLimit';
  }
}

/** What one run takes in of a school. */
export class SchoolIntake {
  readonly dropped = new DroppedFieldCounts();
  #records = 0;

  constructor(readonly limits: ReadingLimits) {}

  addRecord(): void {
    this.#records += 1;
  }

  /** What is said of a school with too many records; undefined while it has not. */
  get refusal(): GatheredKind['unreadable'] {
    return this.isOver
      ? { code: 'OVER_LIMIT', message: new SchoolOverLimit(this.limits).message }
      : undefined;
  }

  get isOver(): boolean {
    return this.#records > this.limits.schoolRecords;
  }

  /** Once what restricts on the page in hand was told. @throws SchoolOverLimit */
  check(): void {
    if (this.isOver) throw new SchoolOverLimit(this.limits);
  }

  giveBack(records: number): void {
    this.#records -= records;
  }
}

/** What one run takes in of one kind of a school. */
export class KindIntake {
  /** Rows of which only the id, and what restricts, was used. */
  unusable = 0;
  #characters = 0;
  #records = 0;

  constructor(
    readonly kind: Kind,
    readonly school: SchoolIntake,
  ) {}

  /**
   * Takes a row in: drops its values that are over their limit, and counts it.
   *
   * @returns the same row.
   */
  take<Row extends ReadRow>(row: Row): Row {
    dropLargeValues(row, this.school.limits);
    this.school.dropped.add(this.kind, row.unreadable);
    this.school.addRecord();
    this.#records += 1;
    if (row.unusable) this.unusable += 1;
    const { students = [], employees = [] } = row as Partial<RosterRow>;
    const { category = '' } = row as Partial<EventRow>;
    const { compared = {} } = row as Partial<ContactRow>;
    this.#characters += textIn(row.fields) + textIn(compared) + category.length;
    this.#characters += (1 + students.length + employees.length) * BESIDE;
    return row;
  }

  /** Nothing of the kind was taken in: its list begins anew. */
  beginAnew(): void {
    this.school.giveBack(this.#records);
    this.school.dropped.forget(this.kind);
    this.#records = 0;
    this.#characters = 0;
    this.unusable = 0;
  }

  /** Whether no more of the kind is taken in. */
  get isFull(): boolean {
    return this.#characters > this.school.limits.kindMib * MIB;
  }

  /** What is said of a kind that is full; undefined while there is room. */
  get refusal(): GatheredKind['unreadable'] {
    if (!this.isFull) return undefined;
    const message =
      `What was read of the kind takes more than ${limitInWords(this.school.limits, 'kindMib')}, so it was not read to its ` +
      'end. Ask Wonde what it is, or raise the limit.';
    return { code: 'OVER_LIMIT', message };
  }

  /** What is said of rows over their limit; undefined where there were none. */
  get rowsRefused(): string | undefined {
    if (this.unusable === 0) return undefined;
    const rows = this.unusable === 1 ? '1 row is' : `${this.unusable} rows are`;
    return (
      `${rows} larger than ${limitInWords(this.school.limits, 'rowKib')}, or cannot be read as a whole. What was last ` +
      'decided about their records stands; what restricts in them acts, as far as it can be read. Ask Wonde what it is, ' +
      'or raise the limit.'
    );
  }
}

/** About how many characters a value has as JSON. */
function textIn(value: JsonValue): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 4;
  let characters = 0;
  for (const [name, part] of Object.entries(value)) characters += name.length + textIn(part);
  return characters;
}
