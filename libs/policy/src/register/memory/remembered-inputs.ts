import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import { listIn } from '../../grouped.js';
import type { Reading } from './register.js';

/** A class that is remembered of a link or row until something ends it. */
export interface Held {
  class: RuleInput;
  revision: number;
  run: number;
  /** When it was first read so, without an end since; ISO 8601. */
  since: string;
  /** Read in a blank reading: it restricts whatever blank means, until that is said anew. */
  blank: boolean;
}

/** What is remembered of one input of one link, or of an employee's row. */
export interface Input {
  row: string;
  child: string | undefined;
  input: RegisterInput;
  /** What the newest reading that said something new said. */
  last: RuleInput | undefined;
  held: Held[];
  /** Runs that read this order as ended. */
  releases: { run: number; revision: number; day: string; wasTrue: boolean }[];
  /** The run that would have ended it, among too many at once. */
  waiting: { run: number } | undefined;
}

/** What is remembered of every link and row, as far as the register itself says what has ended it. */
export class RememberedInputs {
  readonly byName = new Map<string, Input>();
  readonly ofRow = new Map<string, Input[]>();

  of(row: string, child: string | undefined, input: RegisterInput): Input | undefined {
    return this.byName.get(inputName(row, child, input));
  }

  restrict(
    {
      row,
      child,
      input,
      class: said,
      blank,
      passes,
    }: {
      row: string;
      child?: string;
      input: RegisterInput;
      class: RuleInput;
      blank?: true;
      passes?: true;
    },
    at: Reading,
    since: string,
  ): void {
    const known = this.#known(row, child, input);
    if (passes) {
      known.last = said;
      return;
    }
    const earlier = known.held.find((held) => held.class === said);
    known.held = known.held.filter((held) => held !== earlier);
    const from = earlier && known.releases.length === 0 ? earlier.since : since;
    known.held.push({ class: said, revision: at.revision, run: at.run, since: from, blank: blank === true });
    known.last = said;
    known.waiting = undefined;
  }

  #known(row: string, child: string | undefined, input: RegisterInput): Input {
    const name = inputName(row, child, input);
    const known = this.byName.get(name);
    if (known) return known;
    const made: Input = { row, child, input, last: undefined, held: [], releases: [], waiting: undefined };
    this.byName.set(name, made);
    listIn(this.ofRow, row).push(made);
    return made;
  }

  end(
    links: readonly { row: string; child?: string | undefined; input: RegisterInput; class: RuleInput }[],
  ): void {
    for (const { row, child, input, class: said } of links) {
      const known = this.of(row, child, input);
      if (!known) continue;
      known.held = known.held.filter((held) => held.class !== said);
      if (known.last === said) known.last = undefined;
    }
  }

  release(run: number, links: readonly { row: string; child: string }[], at: Reading): void {
    for (const { row, child } of links) {
      const known = this.#known(row, child, 'court_order');
      const wasTrue = known.held.some((held) => held.class === 'true');
      known.releases.push({ run, revision: at.revision, day: at.day, wasTrue });
      known.last = 'false';
    }
  }

  wait(
    run: number,
    links: readonly { row: string; child?: string | undefined; input: RegisterInput }[],
  ): void {
    for (const { row, child, input } of links) {
      const known = this.#known(row, child, input);
      known.waiting = { run };
      known.last = input === 'court_order' ? 'false' : 'true';
    }
  }
}

const inputName = (row: string, child: string | undefined, input: RegisterInput) =>
  `${row} ${child ?? ''} ${input}`;
