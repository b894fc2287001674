import type { LetterWithState } from './letter-state.js';

/** What `--json` prints of a letter; what an unreadable one does not tell is null. */
export function letterDocument({ place, topic, schoolId, run, content, state }: LetterWithState) {
  return {
    place,
    topic,
    schoolId: schoolId ?? null,
    run: run ?? null,
    kind: content?.kind ?? null,
    recordKey: content?.recordKey ?? null,
    /** Where the record's message stood. */
    message: content?.place ?? null,
    attempts: content?.attempts ?? null,
    errorClass: content?.errorClass ?? null,
    state,
  };
}
