export { COMMUNITY_NAMES } from './communities/community-kinds.js';
export type { CommunityName } from './communities/community-kinds.js';
export { growCommunity, raiseCommunity } from './communities/community.js';
export type {
  Community,
  CommunityOptions,
  Household,
  Person,
  Relationship,
  Tie,
} from './communities/community.js';
export { USUAL_HABITS } from './communities/office.js';
export type { OfficeHabits } from './communities/office.js';
export { BOOKKEEPINGS, enterTies, readingOf, recordSchool } from './communities/record-school.js';
export type { Bookkeeping, RecordedRow, RecordedSchool } from './communities/record-school.js';
export { alikeTable, judgeAlike, NAMES_KNOWN } from './communities/judge-alike.js';
export type { AlikeTableOptions, AlikeTableRow, Judgement, NameKnown } from './communities/judge-alike.js';
