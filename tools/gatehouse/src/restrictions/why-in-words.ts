import type { KeptOutBy } from '@gatehouse/policy';

/** Each way of being kept out: a name for tables, and what it means. In the order in which an office looks at them. */
export const WHY: { [because in KeptOutBy]: { name: string; means: string } } = {
  waiting: {
    name: 'waiting',
    means: 'the source says that it ended, together with too many others at once; a person decides',
  },
  alike: {
    name: 'alike',
    means: 'may be the person of a restricted row: the names agree, and something else is in common',
  },
  'made-again': {
    name: 'made again',
    means: 'came to a child from whom a restricted contact has disappeared: may be that person, entered anew',
  },
  remembered: {
    name: 'remembered',
    means: 'was read so, and the source has not said otherwise of the same row and child since',
  },
  'same-person': { name: 'same person', means: 'another row of the same person is restricted' },
  blocked: { name: 'blocked', means: 'the school blocked another row of the same person' },
  moved: { name: 'moved', means: 'the school moved a restriction here, after a change of MIS' },
  blank: {
    name: 'blank reading',
    means: 'blank since the source has lost all its values; the school says anew what blank means',
  },
  releasing: {
    name: 'ends with a run',
    means: 'the source says that it ended; it counts once a run that reads so is complete',
  },
};
