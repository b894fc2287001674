import type { Json, RawRecord } from '../json.js';
import { emailAddress } from './contact-details.js';
import type { FamilyDraft } from './family-draft.js';

/** What a school office types in, or leaves out, about a family that otherwise is as any other. */
export const FAMILY_QUIRKS = {
  'no e-mail': { weight: 3, apply: (family) => family.contacts.forEach((adult) => setEmail(adult, null)) },
  'shared e-mail': {
    weight: 4,
    apply: (family) => {
      const shared = emailAddress(family.generation, 'the', family.name.surname);
      for (const adult of family.contacts) setEmail(adult, shared);
    },
  },
  'several e-mails in one field': {
    weight: 2,
    apply: (family) => {
      const one = () => emailAddress(family.generation, family.name.forename('female'), family.name.surname);
      for (const adult of family.contacts.slice(0, 1)) setEmail(adult, `${one()}; ${one()}`);
    },
  },
  'order not recorded': { weight: 1, apply: (family) => setFlag(family, 'court_order', null) },
  'order absent': { weight: 0.3, apply: (family) => setFlag(family, 'court_order', undefined) },
  'order unreadable': { weight: 0.1, apply: (family) => setFlag(family, 'court_order', 'Y') },
  'responsibility not recorded': {
    weight: 1,
    apply: (family) => setFlag(family, 'parental_responsibility', null),
  },
  'responsibility absent': {
    weight: 0.2,
    apply: (family) => setFlag(family, 'parental_responsibility', undefined),
  },
  'responsibility unreadable': {
    weight: 0.1,
    apply: (family) => setFlag(family, 'parental_responsibility', 'Yes'),
  },
  'no upi': { weight: 0.5, apply: (family) => family.contacts.forEach((adult) => (adult['upi'] = null)) },
} satisfies Record<string, { weight: number; apply: (family: FamilyDraft) => void }>;

export type FamilyQuirkName = keyof typeof FAMILY_QUIRKS;

function setEmail(adult: RawRecord, value: string | null): void {
  const details = adult['contact_details'] as { data: { emails: RawRecord } };
  details.data.emails = { email: value, primary: null, home: null, work: null };
}

/** Only the first adult's links: the other parent stays as usual. A MIS without court orders keeps its nulls. */
function setFlag(family: FamilyDraft, key: string, value: Json | undefined): void {
  if (key === 'court_order' && family.generation.style.blankCourtOrders) return;
  for (const link of family.links) {
    if (link.contact !== family.contacts[0]) continue;
    const relationship = link.relationship as RawRecord;
    if (value === undefined) delete relationship[key];
    else relationship[key] = value;
  }
}
