/** What the script takes for granted of the sandbox's answers. The real client trusts none of it. */
export type Row = { id: string } & { [field: string]: unknown };

export interface Wrapped<T> {
  data: T;
}

export interface ContactRow extends Row {
  upi?: string | null;
  relationship?: { parental_responsibility?: unknown; court_order?: unknown; priority?: number | null };
}

export interface StudentRow extends Row {
  contacts?: Wrapped<ContactRow[]>;
}

export interface EmployeeRow extends Row {
  employment_details?: Wrapped<{ current?: unknown }>;
}

export interface RosterRow extends Row {
  students?: Wrapped<Row[]>;
  employees?: Wrapped<Row[]>;
}
