/** Where a message is: what its id says. */
export interface MessagePlace {
  partition: number;
  offset: bigint;
}

const ID = /^(?<topic>.+)\/(?<partition>\d{1,9})\/(?<offset>\d{1,18})$/;

/** Takes the id of a message apart. @throws RangeError when it is none of the topic. */
export function placeOf(topic: string, id: string): MessagePlace {
  const parts = ID.exec(id)?.groups;
  if (parts?.['topic'] !== topic) {
    throw new RangeError(`"${id}" is no message of ${topic}: give ids as they were read from it.`);
  }
  return { partition: Number(parts['partition']), offset: BigInt(parts['offset']!) };
}

/** The highest offset of each partition among the ids. @throws RangeError for an id that is none of the topic. */
export function highestOffsets(topic: string, ids: readonly string[]): Map<number, bigint> {
  const highest = new Map<number, bigint>();
  for (const id of ids) {
    const { partition, offset } = placeOf(topic, id);
    const known = highest.get(partition);
    if (known === undefined || offset > known) highest.set(partition, offset);
  }
  return highest;
}
