/**
 * How much is taken at most of what a source delivers, so that one odd answer costs nobody else anything. Each may be set
 * by the variable of its name.
 */
export interface ReadingLimits {
  /** One value of a row, in KiB of UTF-8. */
  valueKib: number;
  /** One row of a list, in KiB of text (characters). */
  rowKib: number;
  /** One answer, unpacked, in MiB. */
  pageMib: number;
  pageRows: number;
  listRows: number;
  /** How long one list may take, in minutes. */
  listMinutes: number;
  /** What is kept in memory of one kind, in MiB of text. */
  kindMib: number;
  /** Records of all kinds of a school, each link of a contact counted. */
  schoolRecords: number;
}

export const DEFAULT_LIMITS: ReadingLimits = {
  valueKib: 64,
  rowKib: 1024,
  pageMib: 16,
  pageRows: 10_000,
  listRows: 200_000,
  listMinutes: 8,
  kindMib: 128,
  schoolRecords: 500_000,
};

/** The variable by which each limit is set, its unit, and how far it may be raised. */
export const LIMIT_VARIABLES = {
  valueKib: { variable: 'GATEHOUSE_LIMIT_VALUE_KIB', unit: 'KiB', most: 1024 },
  rowKib: { variable: 'GATEHOUSE_LIMIT_ROW_KIB', unit: 'KiB', most: 65_536 },
  pageMib: { variable: 'GATEHOUSE_LIMIT_PAGE_MIB', unit: 'MiB', most: 256 },
  pageRows: { variable: 'GATEHOUSE_LIMIT_PAGE_ROWS', unit: 'rows', most: 1_000_000 },
  listRows: { variable: 'GATEHOUSE_LIMIT_LIST_ROWS', unit: 'rows', most: 10_000_000 },
  listMinutes: { variable: 'GATEHOUSE_LIMIT_LIST_MINUTES', unit: 'minutes', most: 60 },
  kindMib: { variable: 'GATEHOUSE_LIMIT_KIND_MIB', unit: 'MiB', most: 4096 },
  schoolRecords: { variable: 'GATEHOUSE_LIMIT_SCHOOL_RECORDS', unit: 'records', most: 10_000_000 },
} as const satisfies Record<keyof ReadingLimits, { variable: string; unit: string; most: number }>;

/** A limit in words, with the setting: `16 MiB (GATEHOUSE_LIMIT_PAGE_MIB)`. */
export function limitInWords(limits: ReadingLimits, name: keyof ReadingLimits): string {
  const { variable, unit } = LIMIT_VARIABLES[name];
  return `${limits[name].toLocaleString('en-GB')} ${unit} (${variable})`;
}
