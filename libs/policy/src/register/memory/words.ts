import type { RegisterInput, RuleInput } from '@gatehouse/schemas';
import {
  CourtOrderPolicySet,
  PersonBlocked,
  PersonUnblocked,
  RestrictionLifted,
  RestrictionMoved,
  RowsJoined,
  RowsToldApart,
} from '@gatehouse/schemas';
import { listIn } from '../../grouped.js';
import { dataOfSettingsEvent } from '../../settings/settings-event.js';
import type { RestrictionEvent } from './evolve-register.js';

/** A word of a person: `revision` in `settings-`, and `shown`, the revision of `restrictions-` that the person saw. */
interface Word {
  revision: number;
  shown: number;
}
interface Lift extends Word {
  row: string | undefined;
  child: string | undefined;
  input: RegisterInput | undefined;
  run: number | undefined;
}
interface Move extends Word {
  from: string;
  to: string;
  courtOrder: RuleInput | undefined;
  block: boolean;
  /** ISO 8601. */
  at: string;
}
interface Together extends Word {
  rows: ReadonlySet<string>;
}
interface BlockWord {
  revision: number;
  isBlocked: boolean;
  at: string;
}

/** What people decided about persons and rows, folded from a school's `settings-` stream (restrictions.md, rule 8). */
export class Words {
  revision = -1;
  readonly liftsOfRow = new Map<string, Lift[]>();
  readonly liftsOfRun: Lift[] = [];
  readonly moves: Move[] = [];
  readonly apart = new Map<string, Together[]>();
  readonly joined = new Map<string, Together[]>();
  /** By record key or person key, in the order in which they were said. */
  readonly blocks = new Map<string, BlockWord[]>();
  /** When the school said what a blank court order means, with what it was shown then. */
  readonly blankSaid: Word[] = [];
  /** The revision of the last word that can take somebody out. */
  restricting = -1;

  /** @throws SettingsEventUnreadable when a word does not fit its schema: leaving it out could let somebody in. */
  evolve(event: RestrictionEvent): void {
    this.#apply(event);
    // Only now: a word that cannot be read is met again at the next attempt, not passed over.
    this.revision = event.revision;
  }

  #apply(event: RestrictionEvent): void {
    const { revision } = event;
    const at = String(event.metadata['recordedAt'] ?? '');
    switch (event.type) {
      case PersonBlocked.type:
      case PersonUnblocked.type: {
        const { recordKey, personKey } = dataOfSettingsEvent(PersonBlocked, event.data);
        const isBlocked = event.type === PersonBlocked.type;
        for (const key of [recordKey, personKey]) {
          if (key !== undefined) listIn(this.blocks, key).push({ revision, isBlocked, at });
        }
        if (isBlocked) this.restricting = revision;
        return;
      }
      case RestrictionLifted.type: {
        const { row, child, input, run, shown } = dataOfSettingsEvent(RestrictionLifted, event.data);
        const lift = { revision, shown, row, child, input, run };
        if (row !== undefined) listIn(this.liftsOfRow, row).push(lift);
        else if (run !== undefined) this.liftsOfRun.push(lift);
        return;
      }
      case RestrictionMoved.type: {
        const { from, to, courtOrder, block, shown } = dataOfSettingsEvent(RestrictionMoved, event.data);
        this.moves.push({ revision, shown, from, to, courtOrder, block, at });
        this.restricting = revision;
        return;
      }
      case RowsToldApart.type:
      case RowsJoined.type: {
        const { rows, shown } = dataOfSettingsEvent(RowsToldApart, event.data);
        const word = { revision, shown, rows: new Set(rows) };
        const words = event.type === RowsJoined.type ? this.joined : this.apart;
        for (const row of word.rows) listIn(words, row).push(word);
        if (event.type === RowsJoined.type) this.restricting = revision;
        return;
      }
      case CourtOrderPolicySet.type: {
        const { blankCourtOrder, shown } = dataOfSettingsEvent(CourtOrderPolicySet, event.data);
        if (blankCourtOrder !== undefined) this.blankSaid.push({ revision, shown: shown ?? -1 });
        this.restricting = revision;
        return;
      }
    }
  }

  /** Whether a key is blocked. Unblocking counts only up to the revision `through`: what widens waits for the next run. */
  blockOf(key: string, through: number): BlockWord | undefined {
    let block: BlockWord | undefined;
    for (const word of this.blocks.get(key) ?? []) {
      if (word.isBlocked) block ??= word;
      else if (word.revision <= through) block = undefined;
    }
    return block;
  }
}
