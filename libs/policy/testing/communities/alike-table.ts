import type { CommunityName } from './community-kinds.js';
import { COMMUNITY_NAMES } from './community-kinds.js';
import type { NameKnown } from './judge-alike.js';
import { judgeAlike } from './judge-alike.js';
import { raiseCommunity } from './raise-community.js';
import type { Bookkeeping } from './record-school.js';
import { BOOKKEEPINGS, recordSchool } from './record-school.js';

/** One school and reading. Of rows: pairs; `mistaken` counts pairs of adults. */
export interface AlikeTableRow {
  community: CommunityName;
  pupils: number;
  bookkeeping: Bookkeeping;
  rows: number;
  onePerson: number;
  missed: number;
  twoPeople: number;
  mistaken: Record<NameKnown, number>;
}

export interface AlikeTableOptions {
  sizes?: readonly number[];
  seeds?: readonly number[];
}

/** How right likeness is in each kind of community, for whoever wants to print it. */
export function alikeTable({ sizes = [300, 1500], seeds = [1] }: AlikeTableOptions = {}): AlikeTableRow[] {
  const table: AlikeTableRow[] = [];
  for (const community of COMMUNITY_NAMES) {
    for (const pupils of sizes) {
      for (const seed of seeds) {
        const raised = raiseCommunity({ name: community, pupils, seed });
        for (const bookkeeping of BOOKKEEPINGS) {
          const { rows, onePerson, missed, twoPeople, mistaken } = judgeAlike(
            recordSchool(raised, bookkeeping),
          );
          table.push({
            community,
            pupils,
            bookkeeping,
            rows,
            onePerson: onePerson.length,
            missed: missed.length,
            twoPeople: twoPeople.length,
            mistaken,
          });
        }
      }
    }
  }
  return table;
}
