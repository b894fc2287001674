import type { ContactRecord, LinkClasses } from '@gatehouse/schemas';
import { decideContact, decideEmployee, decideStudent, reviewOn, WITHOUT_CHILDREN } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import type { Decided, DecideInput, DecideRecord, LineDocument, ReviewRecords } from '../src/index.js';

/** What a service brings to its writer, told in short: the rules on people, each record with its forename alone. */
export const decidePeople: DecideRecord = (input: DecideInput): Decided | undefined => {
  const { record, message, remembered, isPresent, isArrivalHeld: arrivalHeld } = input;
  const { kind, recordKey, personKey } = message;
  const about = { kind, recordKey, personKey, causationId: input.causationId };
  const imported = (document: LineDocument): Decided => ({
    ...about,
    outcome: 'imported',
    document: new Personal(document),
    fields: Object.keys(record.fields).sort(),
  });
  if (record.kind === 'contact') return decideContactRecord(input, record, about);
  if (record.kind === 'employee') {
    const decision = decideEmployee({
      current: record.current,
      conflicting: false,
      arrivalHeld,
      remembered,
    });
    if (decision.outcome === 'excluded') return { ...about, ...decision, current: record.current };
    return input.reading.whole || input.isIn ? imported(record.fields) : undefined;
  }
  if (record.kind === 'student') {
    const decision = decideStudent({
      conflicting: false,
      arrivalHeld,
      blocked: remembered.block !== undefined,
    });
    return decision.outcome === 'excluded' ? { ...about, ...decision } : imported(record.fields);
  }
  if (record.kind === 'event') return imported(record.fields);
  const students = record.students.filter(isPresent).map((id) => ({ id }));
  if (input.isIn && students.length === 0 && record.students.some(input.waits)) return undefined;
  return imported({ ...record.fields, students });
};

function decideContactRecord(
  input: DecideInput,
  { links, fields, ...record }: ContactRecord,
  about: Pick<Decided, 'kind' | 'recordKey' | 'personKey' | 'causationId'>,
): Decided | undefined {
  if (!input.reading.whole) throw new Error('The reading was not whole.');
  const { isPresent, remembered, settings, blankPasses, isAnybodyBlocked } = input;
  const personUnreadable = record.personUnreadable ?? false;
  const decision = decideContact({
    links,
    remembered,
    settings,
    personUnreadable,
    conflicting: false,
    arrivalHeld: input.isArrivalHeld,
    maybeBlocked: personUnreadable && isAnybodyBlocked,
    blankPasses,
    present: new Set(links.map(({ child }) => child).filter(isPresent)),
  });
  if (decision.outcome === 'excluded') {
    const isForChildren = decision.reasons.every((reason) => reason === 'NO_CHILD_IN_ADD_ON');
    if (input.isIn && isForChildren && links.some(({ child }) => input.waits(child))) return undefined;
    const classes = links.map(({ child, courtOrder, parentalResponsibility }): LinkClasses => ({
      child,
      courtOrder,
      parentalResponsibility,
    }));
    return { ...about, ...decision, links: classes };
  }
  const children = decision.keptChildren.filter(isPresent).map((id) => ({ id }));
  const document = new Personal({ ...fields, children });
  return { ...about, outcome: 'imported', document, fields: Object.keys(fields).sort() };
}

export const reviewPeople: ReviewRecords = {
  review: reviewOn,
  withoutChildren: WITHOUT_CHILDREN,
};
