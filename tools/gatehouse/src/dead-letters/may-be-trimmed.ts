/**
 * Which letters of a topic can be removed, when a partition can only be cut off at its beginning: of each partition
 * those before the first one that must stay. Pure.
 *
 * @param letters of one topic, by their places `<topic>/<partition>/<offset>`.
 */
export function mayBeTrimmed<L extends { place: string }>(
  letters: readonly L[],
  mayGo: (letter: L) => boolean,
): L[] {
  const firstToStay = new Map<string, bigint>();
  for (const letter of letters.filter((each) => !mayGo(each))) {
    const { partition, offset } = partsOf(letter.place);
    const first = firstToStay.get(partition);
    if (first === undefined || offset < first) firstToStay.set(partition, offset);
  }
  return letters.filter(({ place }) => {
    const { partition, offset } = partsOf(place);
    const first = firstToStay.get(partition);
    return first === undefined || offset < first;
  });
}

function partsOf(place: string): { partition: string; offset: bigint } {
  const [partition = '', offset = ''] = place.split('/').slice(-2);
  return { partition, offset: BigInt(offset) };
}
