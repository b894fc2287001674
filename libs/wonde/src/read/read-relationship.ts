import { isJsonRecord, own, unwrap } from './json-shape.js';
import type { RowReader } from './row-reader.js';
import { ruleInputOf } from './rule-input-of.js';
import type { ReadRelationship } from './row-types.js';

/**
 * The flags of one contact-child link (wonde-api section 8.2). No relationship at all: both inputs are `absent`; one
 * that is no object, null included: `unreadable`. Neither ever reads as "false".
 */
export function readRelationship(reader: RowReader): ReadRelationship {
  const delivered = own(reader.row, 'relationship');
  if (delivered === undefined) {
    return { parentalResponsibility: 'absent', courtOrder: 'absent', priority: undefined };
  }
  const relationship = unwrap(delivered);
  if (!isJsonRecord(relationship)) {
    reader.report('relationship');
    return { parentalResponsibility: 'unreadable', courtOrder: 'unreadable', priority: undefined };
  }
  const path = relationship === delivered ? 'relationship' : 'relationship.data';
  const input = (key: string) => {
    const read = ruleInputOf(own(relationship, key));
    if (read === 'unreadable') reader.report(`${path}.${key}`);
    return read;
  };
  const priority = own(relationship, 'priority');
  const isPriority = priority === undefined || priority === null || typeof priority === 'number';
  if (!isPriority) reader.report(`${path}.priority`);
  return {
    parentalResponsibility: input('parental_responsibility'),
    courtOrder: input('court_order'),
    priority: isPriority ? priority : undefined,
  };
}
