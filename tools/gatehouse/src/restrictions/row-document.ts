import type { RegisterInput } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { Input, Link } from '@gatehouse/policy';
import { effective, isSaid, listRestrictions } from '@gatehouse/policy';
import type { KnownRegister } from './known-register.js';
import { isOut, kindOf } from './known-register.js';
import type { ListedRestriction } from './restrictions-document.js';
import { listed } from './restrictions-document.js';

/** A class that is remembered, and what has become of it. */
interface RememberedClass {
  class: string;
  since: string;
  run: number;
  /** `said`: the newest reading says so, too. `ended`: a word or the source has ended it. */
  stands: 'said' | 'remembered' | 'ended';
}

interface RememberedInput {
  input: RegisterInput;
  remembered: RememberedClass[];
  /** The run that would have ended it, among too many. */
  waitsSinceRun: number | null;
}

interface RememberedLink {
  child: string;
  shown: boolean;
  /** The day of the last whole reading that showed it, where it is not shown. */
  lastShown: string | null;
  inputs: RememberedInput[];
}

/** What `restriction show --json` prints of one row. */
export interface RowDocument {
  schoolId: string;
  revision: number;
  row: string;
  kind: string;
  firstRead: string | null;
  personKeys: number;
  links: RememberedLink[];
  /** Inputs without a child: `current` of staff, and what a row without a pupil said. */
  inputs: RememberedInput[];
  /** Other rows of the same adult. */
  adult: string[];
  alike: { row: string; since: string; toldApart: boolean }[];
  blocked: { of: string; since: string } | null;
  /** The ways in which the register keeps the row out today, beyond what the source says. */
  restrictions: ListedRestriction[];
  /** What the register answers today: false also where the source alone keeps it out. */
  isKeptOut: boolean;
  words: {
    revision: number;
    type: string;
    actor: unknown;
    recordedAt: unknown;
    reason: unknown;
    data: object;
  }[];
}

/** @param history the events of the school's settings. */
export function rowDocument(
  known: KnownRegister,
  key: string,
  history: readonly RecordedEvent[],
): RowDocument {
  const { schoolId, revision, sight, standings } = known;
  const row = sight.register.rows.get(key);
  const inputs = sight.register.inputsOfRow.get(key) ?? [];
  const links = [...(row?.links.values() ?? [])];
  const { block } = standings.of(key);
  return {
    schoolId,
    revision,
    row: key,
    kind: kindOf(known, key),
    firstRead: row?.first.day ?? null,
    personKeys: row?.persons.size ?? 0,
    links: links.map((link) => linkOf(known, link, inputs)),
    inputs: inputs
      .filter(({ child }) => !links.some((link) => link.child === child))
      .map((input) => inputOf(known, input)),
    adult: standings.one.adultOf(key, -1).filter((other) => other !== key),
    alike: [...sight.register.alikeTo(key)].map(([other, { day }]) => ({
      row: other,
      since: day,
      toldApart: standings.one.areApart(key, other),
    })),
    blocked: block ? { of: block.of, since: block.since } : null,
    restrictions: listRestrictions(sight, standings)
      .filter((entry) => entry.row === key)
      .map((entry) => listed(known, entry)),
    isKeptOut: isOut(known, key),
    words: wordsAbout([key, ...(row?.persons.keys() ?? [])], history),
  };
}

/** Whether anything at all is known of the row. */
export const isAnythingKnown = ({ kind, words, isKeptOut }: RowDocument): boolean =>
  kind !== 'unknown' || words.length > 0 || isKeptOut;

function linkOf(known: KnownRegister, link: Link, inputs: readonly Input[]): RememberedLink {
  const { register } = known.sight;
  return {
    child: link.child,
    shown: register.isShown(link.row, link.child),
    lastShown: register.lastShown(link) ?? null,
    inputs: inputs.filter(({ child }) => child === link.child).map((input) => inputOf(known, input)),
  };
}

function inputOf({ sight }: KnownRegister, input: Input): RememberedInput {
  const standing = effective(sight, input);
  return {
    input: input.input,
    remembered: input.held.map((held) => ({
      class: held.class,
      since: held.since,
      run: held.run,
      stands: !standing.includes(held) ? 'ended' : isSaid(sight, input, held) ? 'said' : 'remembered',
    })),
    waitsSinceRun: input.waiting && standing.length > 0 ? input.waiting.run : null,
  };
}

/** Words that name the row or its person key, oldest first. */
function wordsAbout(keys: readonly string[], history: readonly RecordedEvent[]): RowDocument['words'] {
  const names = ({ data: { recordKey, personKey, row, from, to, rows } }: RecordedEvent) =>
    [recordKey, personKey, row, from, to, ...(Array.isArray(rows) ? (rows as unknown[]) : [])].some(
      (name) => typeof name === 'string' && keys.includes(name),
    );
  return history.filter(names).map(({ revision, type, metadata, data: { reason, ...data } }) => ({
    revision,
    type,
    actor: metadata['actor'],
    recordedAt: metadata['recordedAt'],
    reason,
    data,
  }));
}
