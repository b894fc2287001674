/** Names under which a row may say that not everybody may see the event: harmless are false, null and absence. */
export const MUST_NOT_BE: ReadonlySet<string> = new Set([
  'private',
  'hidden',
  'internal',
  'confidential',
  'restricted',
  'sensitive',
  'draft',
  'unpublished',
  'staffonly',
  'governorsonly',
]);

/** Names under which a row may say that everybody may see it: harmless are true, null and absence. */
export const MUST_BE: ReadonlySet<string> = new Set(['public', 'published', 'visible']);

/** Names of markers whose word must be one of `PUBLIC_WORDS`; null, absence and an empty text say nothing. */
export const VISIBILITY: ReadonlySet<string> = new Set([
  'visibility',
  'privacy',
  'access',
  'accesslevel',
  'sensitivity',
  'confidentiality',
  'classification',
]);

export const PUBLIC_WORDS: ReadonlySet<string> = new Set([
  'public',
  'all',
  'anyone',
  'everyone',
  'everybody',
  'open',
  'website',
  'world',
  'cyhoeddus',
  'pawb',
]);

/** Names of what sorts an event: any word in it may say for whom the event is. */
export const SORTING: ReadonlySet<string> = new Set([
  'type',
  'types',
  'category',
  'categories',
  'calendar',
  'calendars',
  'audience',
  'audiences',
  'status',
  'statuses',
  'state',
  'tag',
  'tags',
]);

/**
 * Staff, governors or leadership, or plainly not for everybody, in English and Welsh. Rather one public event too few:
 * "StaffOnly" and "staff_meeting" count, only the place names and "International" do not.
 */
const NOT_FOR_EVERYBODY =
  /staff(?!ord)|employee|head ?teacher|teachers only|^(?:for )?teachers$|senior (?:team|leader)|governor|governing|trustee|leadership|private|internal|confidential|hidden|restricted|unpublished|(?<!\p{L})(?:slt|smt|draft)(?!\p{L})|llywodraeth|ymddiriedol|arweinyddiaeth|preifat|mewnol|cyfrinachol|cudd/u;

export const isNotForEverybody = (text: string): boolean => NOT_FOR_EVERYBODY.test(folded(text));

/** Names under which a row may say that the event does not take place: harmless are false, null and absence. */
export const MUST_NOT_HAVE_HAPPENED: ReadonlySet<string> = new Set(
  ['cancelled', 'canceled', 'deleted', 'removed'].flatMap((word) => [word, `${word}at`, `${word}on`]),
);

const CANCELLED = /^(?:cancell?ed|deleted|removed|void|wedi ei ganslo|canslwyd)$/;
/** Names under which any word of a text may say it: "Cancelled by the school"; elsewhere it is a topic: "Cancelled trips". */
const STATES: ReadonlySet<string> = new Set(['status', 'statuses', 'state']);
const CANCELLED_AMONG =
  /(?<!\p{L})(?:cancell?ed|cancellation|deleted|removed|void|ganslo|canslwyd|dilëwyd|dilewyd)(?!\p{L})/u;

/** @param name under which the text stands. */
export const saysCancelled = (name: string, text: string): boolean =>
  (STATES.has(name) ? CANCELLED_AMONG : CANCELLED).test(folded(text));

export const isPublicWord = (text: string): boolean => PUBLIC_WORDS.has(folded(text));

/** Letter case, marks and what is not seen away; anything but letters and digits is a blank. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
