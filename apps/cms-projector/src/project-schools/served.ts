import type { Document } from '@gatehouse/read-models';

/** Why nothing of a school may be shown to anybody, in words; undefined when it may (design section 3). */
export function whyNotServed(school: Document): string | undefined {
  if (school['access'] !== 'suspended') return undefined;
  return (
    'The school is not approved in Wonde any more, so nothing of it is served; nothing was erased. ' +
    'It is served again after the next run, when it has approved the app.'
  );
}
