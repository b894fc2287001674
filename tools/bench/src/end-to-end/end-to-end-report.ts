import type { TurnPair } from '../contenders/take-turns.js';
import type { World } from '../processes/start-sandbox.js';
import { median } from '../speed/median.js';

/** One first synchronisation on each: seconds from its start until all is written and projected. */
export interface EndToEndPair {
  engines: number;
  embedded: number;
}

/** Medians over the pairs; the ratio is the engines' time to that of the embedded ones. */
export interface EndToEndFigures {
  world: World;
  documents: number;
  enginesSeconds: number;
  embeddedSeconds: number;
  ratio: number;
  pairs: EndToEndPair[];
}

/** The figures, or why there are none. */
export type EndToEndReport = EndToEndFigures | { unavailable: string };

/** Puts the measured pairs together; ours are the engines. */
export function endToEndFigures(
  world: World,
  documents: number,
  pairs: readonly TurnPair<number>[],
): EndToEndFigures {
  return {
    world,
    documents,
    enginesSeconds: median(pairs.map(({ ours }) => ours)),
    embeddedSeconds: median(pairs.map(({ theirs }) => theirs)),
    ratio: median(pairs.map(({ ours, theirs }) => ours / theirs)),
    pairs: pairs.map(({ ours, theirs }) => ({ engines: ours, embedded: theirs })),
  };
}
