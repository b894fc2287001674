/** Kafka topics, as in design section 2; every message is keyed by school id. */
export const TOPICS = {
  records: 'mis.records',
  permittedRecords: 'mis.permitted-records',
  permittedEvents: 'mis.permitted-events',
  lookAgain: 'mis.look-again',
  cmsChanges: 'cms.changes',
} as const;

export const deadLettersOf = (topic: string) => `${topic}.dead-letters`;
