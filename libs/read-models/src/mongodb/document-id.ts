import { fromByteText, toByteText } from '@gatehouse/mongodb';

/** `_id` of a document: school and id, so that no id means anything in another school. In one school in byte order. */
export function documentId(schoolId: string, id: string): string {
  return `${encodeURIComponent(schoolId)}/${toByteText(id)}`;
}

/** The id in a `documentId`. */
export function idIn(documentId: string): string {
  return fromByteText(documentId.slice(documentId.indexOf('/') + 1));
}

/** The range of all `documentId`s of a school: "0" comes next after "/". */
export function idsOfSchool(schoolId: string): { $gte: string; $lt: string } {
  const school = encodeURIComponent(schoolId);
  return { $gte: `${school}/`, $lt: `${school}0` };
}
