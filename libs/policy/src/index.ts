export { RULES_VERSION } from './rules-version.js';
export { DAY_MS, dayNumber, daysBetween } from './days.js';
export {
  coveredSettings,
  evolveSettings,
  holdLimitsOn,
  initialSettings,
  NOTHING_COVERED,
  stricterSettings,
} from './settings/settings.js';
export type { Settings } from './settings/settings.js';
export { SettingsEventUnreadable } from './settings/settings-event.js';
export {
  DEFAULT_SUSPENSION_LIMITS,
  endsAt,
  suspensionOfKind,
  suspensionOfSchool,
} from './serving/suspension.js';
export type { Suspension, SuspensionLimits } from './serving/suspension.js';
export { evolveServing, withheld } from './serving/school-serving.js';
export type { SchoolServing, ServingEvent, TimeOfKinds } from './serving/school-serving.js';
export { areTwoPeople, foldedName, namePartsOf, namesAgree, namesDiffer } from './people/names.js';
export type { NamePart, NameParts } from './people/names.js';
export { laterRecord } from './records/later-record.js';
export { newerThan } from './newer-events.js';
export { Words } from './register/memory/words.js';
export type { Lift, Move, Together } from './register/memory/words.js';
export { Runs } from './register/memory/runs.js';
export { MOST_NAMES, pairName, Register } from './register/memory/register.js';
export type { Link, Reading, Row } from './register/memory/register.js';
export { RegisterEventUnreadable } from './register/memory/evolve-register.js';
export type { RestrictionEvent } from './register/memory/evolve-register.js';
export type { Held, Input } from './register/memory/remembered-inputs.js';
export type { AlikeRows } from './register/memory/alike-groups.js';
export { actsFromAnyPage, saying, ShownPeople } from './register/reading/news.js';
export type { RegisterEvent, ShownPerson } from './register/reading/news.js';
export {
  blankMeaning,
  effective,
  hasPassed,
  isBlankClass,
  isBlankSaidSince,
  ordersAway,
  PATIENCE_DAYS,
} from './register/memory/sight.js';
export type { BlankMeaning, Sight } from './register/memory/sight.js';
export { Standings } from './register/standing/standings.js';
export { FREE } from './register/standing/standing.js';
export type {
  About,
  Standing,
  StandingOrder,
  StandingResponsibility,
  Unclear,
} from './register/standing/standing.js';
export { ContactReading } from './register/reading/contact-reading.js';
export type {
  ContactOnPage,
  ContactPage,
  PupilOnPage,
  ShownLink,
} from './register/reading/contact-reading.js';
export { readAlike, readContactPage, whoMayBeLoose } from './register/reading/read-contacts.js';
export type { RunOfReading } from './register/reading/read-contacts.js';
export { hasCurrent, readEmployeePage, readEmployeesWhole } from './register/reading/read-employees.js';
export type { EmployeeOnPage } from './register/reading/read-employees.js';
export { booleansOf, lostBooleans } from './register/reading/whole/blank-values.js';
export type { ContactBooleans } from './register/reading/whole/blank-values.js';
export { readContactsWhole } from './register/reading/whole/read-contacts-whole.js';
export {
  areTooManyUnsettled,
  lapsedLinks,
  standingLinks,
  unsettledPupils,
  unsettledSince,
} from './register/reading/whole/unsettled-pupils.js';
export {
  countRestrictions,
  isWithoutUpis,
  listRestrictions,
  staffUnderOrder,
} from './register/standing/list-restrictions.js';
export type {
  EndingWord,
  KeptOut,
  KeptOutBy,
  RestrictionCounts,
} from './register/standing/list-restrictions.js';
export { isSaid, judgeLift, judgeMove } from './register/standing/judge-word.js';
export type { LiftAsked, LiftVerdict, MoveVerdict, Remembered } from './register/standing/judge-word.js';
export { sinceWhenUnclear } from './register/standing/since-when-unclear.js';
export { DEFAULT_HOLD_LIMITS, exceeds, isAboutAsMany } from './holds/hold-limits.js';
export type { HoldLimits } from './holds/hold-limits.js';
export { holdWordOf, wordAbout } from './holds/hold-words.js';
export type { HoldWord } from './holds/hold-words.js';
export { covers, judgeRollCall, WINDOW_DAYS } from './holds/judge-roll-call.js';
export type { Measure, RollCallFacts, RollCallVerdict, Stay, StayEnd } from './holds/judge-roll-call.js';
export { unmatchedRestrictions } from './holds/unmatched-restrictions.js';
export type { UnmatchedRestriction } from './holds/unmatched-restrictions.js';
export { hasEnded } from './holds/has-ended.js';
export {
  approvedLabels,
  foldPermission,
  permissionsSnapshot,
  planAddOns,
} from './permissions/plan-add-ons.js';
export { grantsOf } from './permissions/grants.js';
export { includesFor, kindsToRead, resourceOf } from './permissions/what-to-fetch.js';
export type { Includes } from './permissions/what-to-fetch.js';
export { reduceRecord, withListedKeys } from './permissions/reduce-record.js';
export { decisionOf } from './decisions/decision.js';
export type { Decision } from './decisions/decision.js';
export { decideContact, isAbout } from './decisions/decide-contact.js';
export type { ContactInput } from './decisions/decide-contact.js';
export { decideEmployee } from './decisions/decide-employee.js';
export { decideRoster, decideStudent } from './decisions/decide-student-or-roster.js';
export { decideEvent } from './decisions/decide-event.js';
export { reviewLine, reviewOn, WITHOUT_CHILDREN } from './decisions/review-line.js';
export type { LineFacts, Review, ReviewRules } from './decisions/review-line.js';
export { foldUpi } from './people/fold-text.js';
export { alikeGroups, alikePairs } from './people/alike.js';
export type { AlikeGroup, ContactOfReading } from './people/alike.js';
