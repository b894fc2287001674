import type { EventOf, RowsAlike } from '@gatehouse/schemas';
import { listIn } from '../../grouped.js';
import type { Reading } from './register.js';

/** Rows of which any two are alike, and the first reading that showed it. */
export interface AlikeRows {
  rows: Set<string>;
  at: Reading;
}

/** Who was ever alike to whom, as groups: the pairs of a large one are its square. */
export class AlikeGroups {
  readonly #groups = new Map<string, AlikeRows[]>();
  #last: AlikeRows | undefined;

  /** The rows that a reading showed as alike to this one, each with the first such reading. */
  to(row: string): ReadonlyMap<string, Reading> {
    const alike = new Map<string, Reading>();
    for (const { rows, at } of this.#groups.get(row) ?? []) {
      for (const other of rows) if (other !== row && !alike.has(other)) alike.set(other, at);
    }
    return alike;
  }

  groupsOf(row: string): readonly AlikeRows[] {
    return this.#groups.get(row) ?? [];
  }

  /** Rows that are alike to any other. */
  get rows(): Iterable<string> {
    return this.#groups.keys();
  }

  /** Whether all these rows are known to be alike, any two of them, by one group. */
  areKnown(rows: readonly string[]): boolean {
    const groups = this.#groups.get(rows[0] ?? '') ?? [];
    return groups.some((group) => rows.every((row) => group.rows.has(row)));
  }

  add({ groups, continues }: EventOf<typeof RowsAlike>['data'], at: Reading): void {
    for (const [place, rows] of groups.entries()) {
      const goesOn = continues && place === 0 ? this.#last : undefined;
      const group = goesOn ?? { rows: new Set(), at };
      for (const row of rows) {
        if (!group.rows.has(row)) listIn(this.#groups, row).push(group);
        group.rows.add(row);
      }
      this.#last = group;
    }
  }
}
