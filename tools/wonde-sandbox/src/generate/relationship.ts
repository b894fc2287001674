import type { Json, RawRecord } from '../json.js';
import type { Generation } from './generation.js';

/** What a family says about one adult and one child; what is not said is as usual. */
export interface LinkFacts {
  relationship: string;
  priority: number;
  responsibility: Json;
  /** `undefined`: the key is absent. Left out: what this school's MIS usually holds. */
  order?: Json | undefined;
  livesWith?: boolean;
}

/** The `relationship` object of a contact-child link (wonde-api section 8.2). */
export function relationshipOf(generation: Generation, facts: LinkFacts): RawRecord {
  const { faker, style } = generation;
  const record: RawRecord = {
    bill_payer: facts.priority === 1,
    lives_with_pupil: facts.livesWith ?? true,
    email_bills: faker.datatype.boolean(0.1) ? null : facts.priority === 1,
    correspondence: facts.responsibility === true,
    in_touch_communication: facts.responsibility === true,
    parental_responsibility: facts.responsibility,
    priority: faker.datatype.boolean(0.01) ? null : facts.priority,
    relationship: facts.relationship,
  };
  if (style.blankCourtOrders) return { ...record, court_order: null };
  const order = 'order' in facts ? facts.order : usualOrder(generation);
  return order === undefined ? record : { ...record, court_order: order };
}

const usualOrder = ({ faker }: Generation): Json | undefined =>
  faker.helpers.weightedArrayElement<Json | undefined>([
    { value: false, weight: 985 },
    { value: null, weight: 10 },
    { value: undefined, weight: 4 },
    { value: 'Y', weight: 1 },
  ]);
