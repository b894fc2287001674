import type { RawRecord } from '../json.js';
import type { ContactLink } from '../world/school-data.js';
import { startFamily } from './family-draft.js';
import { FAMILY_KINDS } from './family-kinds.js';
import type { FamilyKind, FamilyKindName } from './family-kinds.js';
import { FAMILY_QUIRKS } from './family-quirks.js';
import type { FamilyQuirkName } from './family-quirks.js';
import type { Generation } from './generation.js';
import type { NameQuirk } from './person-names.js';

interface Plan {
  kind: FamilyKindName;
  quirk?: FamilyQuirkName;
  names?: NameQuirk;
}

export interface Families {
  students: RawRecord[];
  contacts: RawRecord[];
  links: ContactLink[];
}

const KINDS = Object.keys(FAMILY_KINDS) as FamilyKindName[];
const QUIRKS = Object.keys(FAMILY_QUIRKS) as FamilyQuirkName[];
const NAMES: NameQuirk[] = ['apostrophe', 'non-latin', 'markup'];

/** Families until the school has exactly this many pupils. `staff` are those who may be parents here, too. */
export function generateFamilies(generation: Generation, pupils: number, staff: RawRecord[]): Families {
  const all: Families = { students: [], contacts: [], links: [] };
  const colleagues = [...staff];
  for (const plan of plans(generation, pupils)) {
    const missing = pupils - all.students.length;
    if (missing === 0) break;
    const kind: FamilyKind = FAMILY_KINDS[plan.kind];
    if ((kind.children ?? 1) > missing) continue;
    const count = Math.min(missing, Math.max(kind.children ?? 1, childCount(generation)));
    const family = startFamily(generation, count, plan.names);
    kind.build(family, () => colleagues.shift());
    if (plan.quirk !== undefined) FAMILY_QUIRKS[plan.quirk].apply(family);
    all.students.push(...family.children);
    all.contacts.push(...family.contacts);
    all.links.push(...family.links);
  }
  return all;
}

const childCount = ({ faker }: Generation): number =>
  faker.helpers.weightedArrayElement([
    { value: 1, weight: 68 },
    { value: 2, weight: 26 },
    { value: 3, weight: 5 },
    { value: 4, weight: 1 },
  ]);

/** Every awkward family once, mixed with as many ordinary ones, then whatever chance brings. */
function* plans(generation: Generation, pupils: number): Generator<Plan> {
  const { faker } = generation;
  const awkward: Plan[] = [
    ...KINDS.map((kind): Plan => ({ kind })),
    ...QUIRKS.map((quirk): Plan => ({ kind: 'together', quirk })),
    ...NAMES.map((names): Plan => ({ kind: 'together', names })),
  ];
  const ordinary = Array.from({ length: Math.max(0, Math.floor(pupils / 3) - awkward.length) }, () =>
    anyPlan(generation),
  );
  yield* faker.helpers.shuffle([...awkward, ...ordinary]);
  for (;;) yield anyPlan(generation);
}

function anyPlan({ faker }: Generation): Plan {
  const plan: Plan = {
    kind: faker.helpers.weightedArrayElement(
      KINDS.map((value) => ({ value, weight: FAMILY_KINDS[value].weight })),
    ),
  };
  if (faker.datatype.boolean(0.12)) {
    plan.quirk = faker.helpers.weightedArrayElement(
      QUIRKS.map((value) => ({ value, weight: FAMILY_QUIRKS[value].weight })),
    );
  }
  if (faker.datatype.boolean(0.06)) plan.names = faker.helpers.arrayElement(NAMES);
  return plan;
}
