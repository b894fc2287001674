import { describe, expect, it } from '@jest/globals';
import { kafkaTopics, LETTERS_KEPT_MS } from './kafka-connection.js';

const DAY_MS = 86_400_000;
const LETTERS = 'mis.permitted-records.dead-letters';

describe('how topics are made', () => {
  it('is as the address declares, for all alike', () => {
    const declared = { partitions: 24, replicationFactor: 3, minInSyncReplicas: 2 };
    const topics = kafkaTopics(declared);
    expect(topics.default).toEqual(declared);
    expect(topics[LETTERS]).toEqual({ retentionMs: LETTERS_KEPT_MS });
    expect(topics['mis.records']).toBeUndefined();
  });

  it.each([
    ['a week, when the rest goes earlier', DAY_MS, LETTERS_KEPT_MS],
    ['as long as the rest, when that stays longer', 30 * DAY_MS, 30 * DAY_MS],
  ])('keeps dead letters for %s', (_, retentionMs, kept) => {
    expect(kafkaTopics({ retentionMs })[LETTERS]).toEqual({ retentionMs: kept });
  });
});
