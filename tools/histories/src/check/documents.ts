import type { AddOn, Kind } from '@gatehouse/schemas';
import type { Installation } from '../play/installation.js';

export const PEOPLE_ADD_ONS = ['email-text', 'parent-portal', 'parents-evening'] as const;
const KINDS = ['student', 'contact', 'employee', 'class'] as const;

export type DocumentsOfAddOn = Map<Kind, Awaited<ReturnType<Installation['documents']>>>;

/** What the CMS reads, by add-on and kind. */
export async function allDocuments(installation: Installation): Promise<Map<AddOn, DocumentsOfAddOn>> {
  const all = new Map<AddOn, DocumentsOfAddOn>();
  for (const addOn of PEOPLE_ADD_ONS) {
    const kinds: DocumentsOfAddOn = new Map();
    for (const kind of KINDS) kinds.set(kind, await installation.documents(addOn, kind));
    all.set(addOn, kinds);
  }
  return all;
}

/** Ids that a document names in a list of members. */
export const namedIn = (document: { [field: string]: unknown }, list: string): string[] => {
  const members = document[list];
  return Array.isArray(members) ? (members as { id: string }[]).map(({ id }) => id) : [];
};
