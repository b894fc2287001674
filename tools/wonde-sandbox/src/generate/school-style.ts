import type { DateStyle } from './php-date.js';

export const SCHOOL_KINDS = ['primary', 'secondary', 'small'] as const;
export type SchoolKind = (typeof SCHOOL_KINDS)[number];

/** What differs from MIS to MIS, and so from one kind of school to the next. */
export interface SchoolStyle {
  kind: SchoolKind;
  mis: string;
  phase: string;
  /** The usual number of pupils. */
  pupils: number;
  /** National curriculum years, and the age of a pupil at the start of the first one. */
  years: string[];
  startAge: number;
  /** The MIS has no field for court orders: every link carries null. */
  blankCourtOrders: boolean;
  /** The subjects taught in classes of their own; none in a school that lives on registration groups. */
  subjects: string[];
  dates: DateStyle;
  birthDates: 'object' | 'text';
  /** Which of the two working shapes of an event the MIS uses (wonde-api section 8.5). */
  events: 'name' | 'title';
}

const primaryYears = ['R', '1', '2', '3', '4', '5', '6'];

export const SCHOOL_STYLES: Record<SchoolKind, SchoolStyle> = {
  primary: {
    kind: 'primary',
    mis: 'Arbor',
    phase: 'PRIMARY',
    pupils: 420,
    years: primaryYears,
    startAge: 4,
    blankCourtOrders: false,
    subjects: [],
    dates: { fraction: true },
    birthDates: 'object',
    events: 'name',
  },
  secondary: {
    kind: 'secondary',
    mis: 'SIMS',
    phase: 'SECONDARY',
    pupils: 900,
    years: ['7', '8', '9', '10', '11'],
    startAge: 11,
    blankCourtOrders: false,
    subjects: [
      'English',
      'Mathematics',
      'Science',
      'History',
      'Geography',
      'French',
      'Art',
      'Computing',
      'PE',
    ],
    dates: { fraction: true },
    birthDates: 'text',
    events: 'title',
  },
  small: {
    kind: 'small',
    mis: 'ScholarPack',
    phase: 'PRIMARY',
    pupils: 180,
    years: primaryYears,
    startAge: 4,
    blankCourtOrders: true,
    subjects: ['Music'],
    dates: { fraction: false },
    birthDates: 'object',
    events: 'name',
  },
};
