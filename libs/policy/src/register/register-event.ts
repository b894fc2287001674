import type {
  EventOf,
  InputsEnded,
  InputsRestrict,
  LinksReleased,
  NamesDiffer,
  ReadingFenced,
  ReadingWhole,
  RegisterSeeded,
  ReleasesWait,
  RestrictionsLapsed,
  RowsAlike,
  RowsCarry,
} from '@gatehouse/contracts';

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
  | typeof LinksReleased
  | typeof ReleasesWait
  | typeof RestrictionsLapsed
>;

/** Events that say something: those whose list is empty are left out. */
export const saying = (events: readonly RegisterEvent[]): RegisterEvent[] =>
  events.filter(({ data }) => {
    const list =
      'links' in data
        ? data.links
        : 'rows' in data
          ? data.rows
          : 'pairs' in data
            ? data.pairs
            : 'groups' in data
              ? data.groups
              : undefined;
    return list === undefined || list.length > 0;
  });
