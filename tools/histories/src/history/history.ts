/** A flag as the source says it: JSON's own values, no key, something else, or both `true` and `false` in one record. */
export const SAYINGS = ['true', 'false', 'null', 'absent', 'junk', 'twice'] as const;
export type Saying = (typeof SAYINGS)[number];

/** A pupil of a school; known to the steps by `key`, to the source by `id`. */
export interface Pupil {
  key: string;
  id: string;
  upi: string | null;
  name: string;
}

export interface Contact {
  key: string;
  id: string;
  upi: string | null;
  name: string;
  email: string | null;
}

/** A contact's row under a pupil. */
export interface Link {
  contact: string;
  pupil: string;
  order: Saying;
  responsible: Saying;
}

export interface Employee {
  key: string;
  id: string;
  upi: string | null;
  name: string;
  current: Saying;
}

/** A school as it stands before the first step. */
export interface SchoolBefore {
  pupils: readonly Pupil[];
  contacts: readonly Contact[];
  links: readonly Link[];
  employees: readonly Employee[];
}

/** Which page of what the source does not give in this night, and how it fails. */
export interface SourceFault {
  resource: 'students' | 'employees' | 'classes' | 'permissions' | 'everything';
  page: number;
  how: 404 | 500 | 401 | 'cut';
}

/** A permission that is away, or given anew, from this page of students on, in every run of the night. */
export interface Flip {
  label: string;
  page: number;
  /** Given again before the list ends. */
  back: boolean;
}

export type ServiceName = 'ingest' | 'policy' | 'filter' | 'calendar' | 'projector';

/**
 * What happens to a service at its n-th durable step of a night: it dies just before or after it, or is held up until a
 * later run has ended. A new instance takes its place at once.
 */
export interface Trouble {
  service: ServiceName;
  at: number;
  how: 'dies-before' | 'dies-after' | 'held-up';
}

/** What people say about persons and rows. `stale`: they were shown the register as it was before the last night. */
export type Word =
  | { say: 'block' | 'unblock'; who: string }
  | { say: 'lift'; who: string; pupil?: string; stale: boolean }
  | { say: 'lift-run'; stale: boolean }
  | { say: 'separate' | 'join'; who: readonly string[]; stale: boolean }
  /** From the row that the contact had before to the one that it has now. */
  | { say: 'move'; who: string; block: boolean; stale: boolean }
  | { say: 'blank'; means: 'no-order' | 'undecided'; stale: boolean }
  | { say: 'scope'; is: 'person' | 'link' }
  | { say: 'purchased'; addOns: readonly string[] }
  /** About what waits of a kind, as the ledgers stand: who is gone may go, or who is new may come in. */
  | { say: 'approve'; kind: 'student' | 'contact' | 'employee'; what: 'withdrawals' | 'arrivals' }
  | { say: 'discard'; kind: 'student' | 'contact' | 'employee' };

/** One step of a history. A step that names who is not there does nothing: so steps can be left out one by one. */
export type Step =
  | { do: 'night'; days: number; fault?: SourceFault; flip?: Flip; troubles?: readonly Trouble[] }
  | { do: 'flag'; flag: 'order' | 'responsible'; contact: string; pupil: string; to: Saying }
  | { do: 'current'; employee: string; to: Saying }
  | { do: 'show'; what: 'pupil' | 'contact' | 'employee'; key: string; is: boolean }
  | { do: 'show-link'; contact: string; pupil: string; is: boolean }
  | { do: 'edit'; key: string; field: 'id' | 'upi' | 'name'; to: string | null }
  /** The contacts of a pupil are null, or its row has no id. */
  | { do: 'spoil'; pupil: string; how: 'contacts-null' | 'without-id'; is: boolean }
  /** The contact's rows have no id. */
  | { do: 'loose'; contact: string; is: boolean }
  /** The contact is deleted and entered anew under a new id, as somebody without a past. */
  | { do: 'made-again'; contact: string; id: string; upi: string | null; name: string }
  | { do: 'permission'; label: string; approved: boolean }
  | ({ do: 'word' } & Word);

export interface History {
  seed: number;
  scope: 'person' | 'link';
  school: SchoolBefore;
  steps: readonly Step[];
  /** Messages in a batch, at most. */
  batch: number;
  /** Messages come twice and late; those that say to look again only when a night is over. */
  repeats: boolean;
}

/** The same history without anything that happens to services or messages. */
export const withoutTroubles = (history: History): History => ({
  ...history,
  repeats: false,
  steps: history.steps.map((step) => {
    if (step.do !== 'night') return step;
    const { troubles: _, ...night } = step;
    return night;
  }),
});

export const hasTroubles = ({ repeats, steps }: History): boolean =>
  repeats || steps.some((step) => step.do === 'night' && (step.troubles?.length ?? 0) > 0);
