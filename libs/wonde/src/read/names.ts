/** The name fields that any add-on may have (permission paths of students). */
export const NAMES = ['forename', 'surname', 'legal_forename', 'legal_surname'] as const;

/** Contacts and employees also have a title. */
export const TITLED_NAMES = ['title', ...NAMES] as const;
