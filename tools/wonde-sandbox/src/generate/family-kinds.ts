import type { RawRecord } from '../json.js';
import { addAdult, linkChild, linkChildren } from './family-draft.js';
import type { FamilyDraft } from './family-draft.js';

/** How a family lives and what the school knows about it. Weight: how common it is; children: how many it needs. */
export interface FamilyKind {
  weight: number;
  children?: number;
  build: (family: FamilyDraft, staff: () => RawRecord | undefined) => void;
}

const MOTHER = { relationship: 'Mother', priority: 1, responsibility: true };
const FATHER = { relationship: 'Father', priority: 2, responsibility: true };

const mother = (family: FamilyDraft) => addAdult(family, { sex: 'female' });
const father = (family: FamilyDraft) => addAdult(family, { sex: 'male' });

/** The family kinds; every school of fifty pupils or more has at least one of each. */
export const FAMILY_KINDS = {
  together: {
    weight: 56,
    build: (family) => {
      linkChildren(family, mother(family), MOTHER);
      linkChildren(family, father(family), FATHER);
    },
  },
  siblings: {
    weight: 6,
    children: 3,
    build: (family) => {
      linkChildren(family, father(family), { ...FATHER, priority: 1 });
      linkChildren(family, mother(family), { ...MOTHER, priority: 2 });
    },
  },
  separated: {
    weight: 12,
    build: (family) => {
      linkChildren(family, mother(family), MOTHER);
      const away = addAdult(family, { sex: 'male', elsewhere: true, otherName: true });
      linkChildren(family, away, { ...FATHER, livesWith: false });
    },
  },
  'separated by order': {
    weight: 1,
    build: (family) => {
      linkChildren(family, mother(family), { ...MOTHER, order: false });
      const away = addAdult(family, { sex: 'male', elsewhere: true });
      linkChildren(family, away, { ...FATHER, order: true, livesWith: false });
    },
  },
  single: { weight: 10, build: (family) => linkChildren(family, mother(family), MOTHER) },
  grandparent: {
    weight: 4,
    build: (family) => {
      linkChildren(family, mother(family), MOTHER);
      const gran = addAdult(family, { sex: 'female', elsewhere: true, otherName: true, age: 66 });
      linkChildren(family, gran, { relationship: 'Grandmother', priority: 3, responsibility: false });
    },
  },
  'step-parent': {
    weight: 4,
    build: (family) => {
      linkChildren(family, mother(family), MOTHER);
      const step = addAdult(family, { sex: 'male', otherName: true });
      linkChildren(family, step, { relationship: 'Step father', priority: 2, responsibility: null });
    },
  },
  'parent of one, step-parent of the other': {
    weight: 2,
    children: 2,
    build: (family) => {
      const [own, other] = family.children as [RawRecord, RawRecord];
      linkChildren(family, mother(family), MOTHER);
      const man = father(family);
      linkChild(family, man, own, { ...FATHER, order: false });
      linkChild(family, man, other, {
        relationship: 'Step father',
        priority: 2,
        responsibility: false,
        order: false,
      });
    },
  },
  'order about one child': {
    weight: 0.5,
    children: 2,
    build: (family) => {
      const [free, ordered] = family.children as [RawRecord, RawRecord];
      linkChildren(family, mother(family), { ...MOTHER, order: false });
      const away = addAdult(family, { sex: 'male', elsewhere: true });
      linkChild(family, away, free, { ...FATHER, order: false });
      linkChild(family, away, ordered, { ...FATHER, order: true, livesWith: false });
    },
  },
  'parent who is staff': {
    weight: 2,
    build: (family, staff) => {
      const colleague = staff();
      const isFather = colleague?.['gender'] === 'MALE';
      const parent = isFather ? father(family) : mother(family);
      if (colleague !== undefined) takeIdentity(parent, colleague);
      linkChildren(family, parent, { ...(isFather ? FATHER : MOTHER), priority: 1 });
    },
  },
  'one person, two contact ids': {
    weight: 0.3,
    children: 2,
    build: (family) => {
      const [first, second] = family.children as [RawRecord, RawRecord];
      const once = father(family);
      const again = father(family);
      takeIdentity(again, once);
      linkChild(family, once, first, { ...FATHER, priority: 1, order: false });
      linkChild(family, again, second, { ...FATHER, priority: 1, order: true });
    },
  },
  'only a carer': {
    weight: 1.5,
    build: (family) => {
      const carer = addAdult(family, { sex: 'female', otherName: true });
      linkChildren(family, carer, { relationship: 'Foster carer', priority: 1, responsibility: false });
    },
  },
  'contact of no child': {
    weight: 0.3,
    build: (family) => {
      linkChildren(family, mother(family), MOTHER);
      addAdult(family, { sex: 'male', otherName: true });
    },
  },
  'nobody on record': { weight: 0.4, build: () => undefined },
} satisfies Record<string, FamilyKind>;

export type FamilyKindName = keyof typeof FAMILY_KINDS;

/** One human being: the same `upi` and MIS id, and the same names, under two Wonde ids (wonde-api section 6). */
function takeIdentity(contact: RawRecord, person: RawRecord): void {
  const same = [
    'upi',
    'mis_id',
    'title',
    'initials',
    'surname',
    'forename',
    'middle_names',
    'gender',
  ] as const;
  const legal = ['legal_surname', 'legal_forename', 'date_of_birth'] as const;
  for (const key of [...same, ...legal]) contact[key] = person[key] ?? null;
}
