import type {
  EventOf,
  InputsEnded,
  InputsRestrict,
  LinksReleased,
  NamesDiffer,
  PupilsUnsettled,
  ReadingFenced,
  ReadingWhole,
  RegisterSeeded,
  ReleasesWait,
  RestrictionsLapsed,
  RowsAlike,
  RowsCarry,
} from '@gatehouse/schemas';

/** An event of `restrictions-` as a plain value: what reading decides to write. */
export type RegisterEvent = EventOf<
  | typeof RegisterSeeded
  | typeof ReadingFenced
  | typeof InputsRestrict
  | typeof InputsEnded
  | typeof RowsCarry
  | typeof RowsAlike
  | typeof NamesDiffer
  | typeof ReadingWhole
  | typeof PupilsUnsettled
  | typeof LinksReleased
  | typeof ReleasesWait
  | typeof RestrictionsLapsed
>;

const LISTS = ['links', 'rows', 'pairs', 'groups'];

/** Events that say something: those whose list is empty are left out. */
export const saying = (events: readonly RegisterEvent[]): RegisterEvent[] =>
  events.filter(({ data }) => {
    const fields: { readonly [name: string]: unknown } = data;
    const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
    return !LISTS.some((name) => isEmpty(fields[name]));
  });
