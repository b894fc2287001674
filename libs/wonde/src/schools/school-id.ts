/** Whether a school id can be a path segment and part of a stream name without doing harm. */
export const isSchoolId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id);
