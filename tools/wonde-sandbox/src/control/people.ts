import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import type { ServedSchool } from '../world/served-school.js';

/** The truth about a school's people, whatever it approved: complete records, links with their flags, deletions. */
export interface SchoolPeople {
  students: (TruePerson & { contacts: { id: Json; upi: Json; relationship: Json }[] })[];
  contacts: (TruePerson & { students: { id: Json; relationship: Json }[] })[];
  employees: (TruePerson & { current: Json })[];
}

interface TruePerson {
  id: Json;
  upi: Json;
  deleted: boolean;
  record: RawRecord;
}

/** What is absent reads as the text `absent` in `relationship` and `current`, so that it differs from null in JSON. */
export function peopleOf({ data, index }: ServedSchool): SchoolPeople {
  const person = (record: RawRecord): TruePerson => ({
    id: record['id'] ?? null,
    upi: record['upi'] ?? null,
    deleted: data.gone.has(record),
    record,
  });
  return {
    students: data.students.map((student) => ({
      ...person(student),
      contacts: (index.linksOfStudent.get(student) ?? []).map(({ contact, relationship }) => ({
        id: contact['id'] ?? null,
        upi: contact['upi'] ?? null,
        relationship: relationship ?? 'absent',
      })),
    })),
    contacts: data.contacts.map((contact) => ({
      ...person(contact),
      students: (index.linksOfContact.get(contact['id'] ?? contact) ?? []).map(
        ({ student, relationship }) => ({
          id: student['id'] ?? null,
          relationship: relationship ?? 'absent',
        }),
      ),
    })),
    employees: data.employees.map((employee) => ({ ...person(employee), current: currentOf(employee) })),
  };
}

function currentOf(employee: RawRecord): Json {
  const details = employee['employment_details'];
  const data = isObject(details) ? details['data'] : undefined;
  return (
    (isObject(data) ? data['current'] : undefined) ?? (isObject(data) && 'current' in data ? null : 'absent')
  );
}
