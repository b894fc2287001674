// What the school approved, and so what each add-on may have and what Wonde is asked for.
export { approvedLabels, permissionsSnapshot, planAddOns } from './permissions/plan-add-ons.js';
export { grantsOf } from './permissions/grants.js';
export { includesFor, kindsToRead, resourceOf } from './permissions/what-to-fetch.js';
export type { Includes } from './permissions/what-to-fetch.js';
export { reduceRecord, withListedKeys } from './permissions/reduce-record.js';

// What the school's people decided.
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

// Whether a record comes in, and whether one that is in may stay.
export { decideContact } from './decisions/decide-contact.js';
export { decideEmployee } from './decisions/decide-employee.js';
export { decideRoster, decideStudent } from './decisions/decide-student-or-roster.js';
export { decideEvent } from './decisions/decide-event.js';
export { reviewOn, WITHOUT_CHILDREN } from './decisions/review-line.js';
export type { LineFacts, Review } from './decisions/review-line.js';
export { laterRecord } from './records/later-record.js';

// Whose names and values say that they may be one person.
export { areTwoPeople, foldedName, namePartsOf, namesAgree } from './people/names.js';
export type { NameParts } from './people/names.js';
export { foldUpi } from './people/fold-text.js';

// The register of restrictions: what is remembered,
export { Register } from './register/memory/register.js';
export type { Link } from './register/memory/register.js';
export { RegisterEventUnreadable } from './register/memory/evolve-register.js';
export type { Held, Input } from './register/memory/remembered-inputs.js';
export { Words } from './register/memory/words.js';
export { Runs } from './register/memory/runs.js';
export { blankMeaning, effective, isBlankClass, ordersAway } from './register/memory/sight.js';
export type { Sight } from './register/memory/sight.js';

// what a reading adds to it,
export { ContactReading } from './register/reading/contact-reading.js';
export type { ContactOnPage, ContactPage, PupilOnPage } from './register/reading/contact-reading.js';
export { saying, ShownPeople } from './register/reading/news.js';
export type { RegisterEvent } from './register/reading/news.js';
export { readAlike, readContactPage } from './register/reading/read-contacts.js';
export type { RunOfReading } from './register/reading/read-contacts.js';
export { hasCurrent, readEmployeePage, readEmployeesWhole } from './register/reading/read-employees.js';
export type { EmployeeOnPage } from './register/reading/read-employees.js';
export { readContactsWhole } from './register/reading/whole/read-contacts-whole.js';
export { booleansOf, lostBooleans } from './register/reading/whole/blank-values.js';
export {
  areTooManyUnsettled,
  standingLinks,
  unsettledPupils,
} from './register/reading/whole/unsettled-pupils.js';

// and what follows from it for each row.
export { Standings } from './register/standing/standings.js';
export { FREE } from './register/standing/standing.js';
export type {
  Standing,
  StandingOrder,
  StandingResponsibility,
  Unclear,
} from './register/standing/standing.js';
export {
  countRestrictions,
  isWithoutUpis,
  listRestrictions,
  staffUnderOrder,
} from './register/standing/list-restrictions.js';
export type { KeptOut, KeptOutBy, RestrictionCounts } from './register/standing/list-restrictions.js';
export { isSaid, judgeLift, judgeMove } from './register/standing/judge-word.js';
export type { LiftAsked, Remembered } from './register/standing/judge-word.js';

// Whether withdrawals and arrivals wait for a person.
export { covers, judgeRollCall, WINDOW_DAYS } from './holds/judge-roll-call.js';
export type { Measure, RollCallVerdict, Stay, StayEnd } from './holds/judge-roll-call.js';
export { DEFAULT_HOLD_LIMITS } from './holds/hold-limits.js';
export type { HoldLimits } from './holds/hold-limits.js';
export { wordAbout } from './holds/hold-words.js';
export type { HoldWord } from './holds/hold-words.js';
export { hasEnded } from './holds/has-ended.js';
export { unmatchedRestrictions } from './holds/unmatched-restrictions.js';

// Whether anything of the school may be served.
export { evolveServing, withheld } from './serving/school-serving.js';
export type { SchoolServing } from './serving/school-serving.js';
export {
  DEFAULT_SUSPENSION_LIMITS,
  endsAt,
  suspensionOfKind,
  suspensionOfSchool,
} from './serving/suspension.js';
export type { Suspension, SuspensionLimits } from './serving/suspension.js';

// What all of them stand on.
export { RULES_VERSION } from './rules-version.js';
export { newerThan } from './newer-events.js';
export { DAY_MS } from './days.js';
