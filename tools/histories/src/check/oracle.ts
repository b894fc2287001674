import type { NightReading, ShownLink } from '../source/read-of-night.js';

/** An order that was read for a link; `since`: the register's revision before the night that read it first. */
interface HeldOrder {
  since: number;
  isTrue: boolean;
}

/**
 * Who must be out, told from what the source showed and people said, and from nothing of Gatehouse's own
 * (restrictions.md, rules 1, 4, 5 and 8; design section 8.11). One-sided: it knows only the plain cases, and where a word
 * or a `false` may have ended something it asks for nothing any more. Rows and children are Wonde ids.
 */
export class Oracle {
  readonly #scope: 'person' | 'link';
  /** By row, by child; `*` for every child. */
  readonly #held = new Map<string, Map<string, HeldOrder>>();
  readonly #blocked = new Set<string>();
  /** Rows of one `upi`, or joined by a word. */
  readonly #same = new Map<string, Set<string>>();
  readonly #apart = new Set<string>();
  readonly #known = new Map<string, Set<string>>();
  /** Links whose newest page said otherwise than responsible. */
  readonly #notResponsible = new Set<string>();

  /** Links that a whole reading ever showed with `false`, and those that the last one showed with a blank order. */
  readonly #everFalse = new Set<string>();
  readonly #blankNow = new Set<string>();
  /** Whether anybody ever said that blank means no order. */
  mayBlankPass = false;

  constructor(scope: 'person' | 'link') {
    this.#scope = scope;
  }

  get rows(): Iterable<string> {
    return [...this.#known.values()].flatMap((rows) => [...rows]);
  }

  read({ pages, isContactsWhole, mayBeWhole }: NightReading, before: number): void {
    for (const page of pages) for (const link of page) this.#readLink(link, page, before);
    if (!mayBeWhole) return;
    const shown = pages.flat();
    this.#blankNow.clear();
    for (const { row, child, order } of shown) {
      const isSaid =
        order === 'false' && !shown.some((o) => o.row === row && o.child === child && o.order !== 'false');
      if (isSaid) this.#everFalse.add(`${row} ${child}`);
      const isBlank = order === 'null' || order === 'absent';
      if (isContactsWhole && isBlank) this.#blankNow.add(`${row} ${child}`);
      if (isSaid) this.#held.get(row)?.delete(child);
    }
  }

  #readLink({ row, child, upi, isLoose, order, responsible }: ShownLink, page: ShownLink[], before: number) {
    if (upi !== null) this.#join(`upi ${upi}`, row);
    const about = isLoose ? '*' : child;
    const isTold = order === 'true' || order === 'unreadable';
    if (isTold) this.#hold(row, about, { since: before, isTrue: order === 'true' });
    const link = `${row} ${child}`;
    if (responsible === 'true') this.#notResponsible.delete(link);
    else if (responsible === 'false' || responsible === 'unreadable') this.#notResponsible.add(link);
    if (isLoose && isTold) {
      for (const other of this.#known.get(child) ?? []) {
        const isShown = page.some((one) => one.row === other && one.child === child);
        if (!isShown) this.#hold(other, child, { since: before, isTrue: false });
      }
    }
    if (isLoose) return;
    const known = this.#known.get(child) ?? new Set<string>();
    this.#known.set(child, known.add(row));
  }

  #hold(row: string, child: string, order: HeldOrder): void {
    const held = this.#held.get(row) ?? new Map<string, HeldOrder>();
    this.#held.set(row, held);
    if (!held.has(child)) held.set(child, order);
  }

  #join(name: string, row: string): void {
    const rows = this.#same.get(name) ?? new Set<string>();
    this.#same.set(name, rows.add(row));
  }

  block(id: string): void {
    this.#blocked.add(id);
  }
  unblock(id: string): void {
    this.#blocked.delete(id);
  }

  /** Whatever was read before that revision of the register may be ended by the word. */
  lift(row: string, shown: number, child?: string): void {
    for (const [about, { since }] of this.#held.get(row) ?? []) {
      if (since < shown && (child === undefined || child === about)) this.#held.get(row)?.delete(about);
    }
  }

  liftRun(): void {
    for (const held of this.#held.values()) {
      for (const [child, { isTrue }] of held) if (!isTrue) held.delete(child);
    }
  }

  separate(rows: readonly string[]): void {
    for (const row of rows) this.#apart.add(row);
  }
  join(rows: readonly string[]): void {
    for (const row of rows) this.#join(`word ${rows.join()}`, row);
  }

  /** Children about whom the row may be in no document: `*` for all of them; undefined where nothing is asked. */
  mustBeOut(row: string): '*' | ReadonlySet<string> {
    const same = this.#rowsOfPerson(row);
    if (this.#blocked.has(row) || same.some((one) => this.#blocked.has(one))) return '*';
    const unsaid = [...this.#blankNow].filter((link) => !this.mayBlankPass && !this.#everFalse.has(link));
    const ofBlank = unsaid.map((link) => link.split(' ')).filter(([of]) => of === row);
    const about = new Set(same.flatMap((one) => [...(this.#held.get(one)?.keys() ?? [])]));
    for (const [, child = ''] of ofBlank) about.add(child);
    if (about.has('*') || (this.#scope === 'person' && about.size > 0)) return '*';
    for (const link of this.#notResponsible) {
      const [of = '', child = ''] = link.split(' ');
      if (of === row) about.add(child);
    }
    return about;
  }

  isBlocked(id: string): boolean {
    return this.#blocked.has(id);
  }

  #rowsOfPerson(row: string): string[] {
    if (this.#apart.has(row)) return [row];
    const found = new Set([row]);
    for (const one of found) {
      for (const rows of this.#same.values()) {
        if (rows.has(one)) for (const other of rows) if (!this.#apart.has(other)) found.add(other);
      }
    }
    return [...found];
  }
}
