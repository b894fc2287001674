import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import { DETAIL_LABELS, FIELD_LABELS, RELATIONSHIP_LABELS } from './field-permissions.js';
import { DETAILS } from './include-lists.js';
import type { IncludeTree } from './parse-includes.js';
import { RELATIONS } from './relations.js';
import type { RelatedRow, Relation } from './relations.js';
import { nothingOf } from './unheld-includes.js';

/** What decides how a record is shown: the school, and what it approved. */
export interface View {
  school: ServedSchool;
  approved: Set<string>;
}

/** A record as this school shows it to this app: fields not approved are absent or null, relations only when included. */
export function presentRecord(
  view: View,
  resource: Resource,
  record: RawRecord,
  tree: IncludeTree,
): RawRecord {
  const relations = RELATIONS[resource];
  const labels = FIELD_LABELS[resource];
  const shown: RawRecord = view.school.manner.classMeta && resource === 'classes' ? { meta: null } : {};
  for (const key of Object.keys(record)) {
    const value = record[key] as Json;
    const label = labels[key];
    if (label !== undefined && !view.approved.has(label)) {
      if (view.school.manner.unapproved === 'null') shown[key] = null;
      continue;
    }
    if (key in relations || DETAILS.has(key)) {
      // A relation to one that was not included may stay as a plain id (wonde-api section 6).
      const isPlainId = typeof value === 'string' && relations[key]?.many === false;
      if (tree.has(key) || !isPlainId) continue;
    }
    shown[key] = value;
  }
  for (const [name, nested] of tree) {
    const label = labels[name];
    if (label !== undefined && !view.approved.has(label)) {
      if (view.school.manner.unapproved === 'null') shown[name] = null;
      continue;
    }
    const relation = relations[name];
    shown[name] =
      relation === undefined
        ? presentDetails(view, resource, name, record[name])
        : presentRelation(view, relation, record, record[name], nested);
  }
  return shown;
}

function presentDetails(view: View, resource: Resource, name: string, value: Json | undefined): Json {
  const labels = DETAIL_LABELS[resource]?.[name];
  if (!isObject(value)) return value ?? nothingOf(name);
  if (labels === undefined || !isObject(value['data'])) return value;
  return { ...value, data: approvedOnly(view, value['data'], labels) };
}

function presentRelation(
  view: View,
  relation: Relation,
  owner: RawRecord,
  own: Json | undefined,
  nested: IncludeTree,
): Json {
  const show = ({ record, link, meta }: RelatedRow): RawRecord => {
    const shown = presentRecord(view, relation.resource, record, nested);
    if (view.school.manner.classMeta && meta !== undefined) shown['meta'] = meta;
    if (link?.relationship === undefined) return shown;
    const { relationship } = link;
    shown['relationship'] = isObject(relationship)
      ? approvedOnly(view, relationship, RELATIONSHIP_LABELS)
      : relationship;
    return shown;
  };
  if (own === undefined || (typeof own === 'string' && !relation.many)) {
    const rows = relation.find(view.school, owner).map(show);
    return { data: relation.many ? rows : (rows[0] ?? null) };
  }
  if (!isObject(own)) return own;
  const { data } = own;
  const { gone } = view.school.data;
  const byId = view.school.index.byId[relation.resource];
  const isHere = (row: Json) => !isObject(row) || !gone.has(byId.get(row['id'] ?? row) ?? row);
  const showAny = (row: Json) => (isObject(row) ? show({ record: row }) : row);
  if (Array.isArray(data)) return { ...own, data: data.filter(isHere).map(showAny) };
  return data === undefined ? own : { ...own, data: isHere(data) ? showAny(data) : null };
}

function approvedOnly(view: View, record: RawRecord, labels: Record<string, string>): RawRecord {
  const shown: RawRecord = {};
  for (const key of Object.keys(record)) {
    const label = labels[key];
    if (label === undefined || view.approved.has(label)) shown[key] = record[key] as Json;
    else if (view.school.manner.unapproved === 'null') shown[key] = null;
  }
  return shown;
}
