import type { Change, SchoolPeople } from '@gatehouse/wonde-sandbox';

/**
 * Changes of every sort at a generated school: orders, leavers, edits, and a permission taken back.
 *
 * @param most how many people of a kind are changed, at most.
 * @param label of the permission.
 */
export function everySort(
  { students, contacts, employees }: SchoolPeople,
  most = 30,
  label = 'Employees telephone',
): Change[] {
  const ids = (records: readonly { id: unknown }[]) => records.slice(0, most).map(({ id }) => String(id));
  const edited = (id: string) =>
    ({ kind: 'field-edited', resource: 'employees', id, path: 'surname', value: 'Newname' }) as const;
  return [
    ...ids(contacts.filter((contact) => contact.students.length > 0)).map(
      (contact) => ({ kind: 'order-added', contact }) as const,
    ),
    ...ids(students.slice(-most)).map(
      (id) => ({ kind: 'record-deleted', resource: 'students', id }) as const,
    ),
    ...ids(employees.slice(0, 3)).map(edited),
    { kind: 'permission-withdrawn', label },
  ];
}
