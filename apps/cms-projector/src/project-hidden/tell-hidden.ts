import type { Logger } from '@gatehouse/service';
import type { HiddenLine } from './hidden-lines.js';

/** So many of a school are named one by one; a key store that is lost must not fill the log. */
const MOST_NAMED = 20;

/**
 * Raises the alarm for lines that cannot be projected, and names their schools: by document or place, and by what is wrong,
 * never by what they hold.
 */
export function tellHidden(logger: Logger, lines: readonly HiddenLine[]): void {
  for (const schoolId of new Set(lines.map((line) => line.schoolId))) {
    const ofSchool = lines.filter((line) => line.schoolId === schoolId);
    for (const { addOn, kind, documentId, revision, error } of ofSchool.slice(0, MOST_NAMED)) {
      const fields = { service: 'cms-projector', schoolId, addOn, kind, documentId, line: revision, error };
      logger.error(fields, documentId === undefined ? NAMELESS : HIDDEN);
    }
    if (ofSchool.length > MOST_NAMED) {
      const fields = { service: 'cms-projector', schoolId, lines: ofSchool.length };
      logger.error(fields, 'Many lines of a school cannot be projected. See "gatehouse recover --list".');
    }
  }
}

const HIDDEN =
  'A line cannot be opened or read, so that its document is hidden. See "gatehouse recover --list", and restore the key store or ' +
  'the event store.';
const NAMELESS =
  'A line cannot be read, and does not say whose it is. See "gatehouse recover --list", and restore the event store.';
