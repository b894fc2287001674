import { EventStoreRefused } from '../event-store.port.js';

/**
 * The connection string names one node of several, and another one leads. What is read in order to decide comes from the
 * leader, so nothing is read from this one.
 */
export class EventStoreFollowerAlone extends EventStoreRefused {
  override readonly code = 'EVENT_STORE_FOLLOWER_ALONE';
  constructor(options?: ErrorOptions) {
    super(
      'The connection string names one node of an EventStoreDB cluster, and another one leads. Name all nodes ' +
        '(esdb://one:2113,two:2113,three:2113), or the name behind which they are (esdb+discover://name:2113).',
      options,
    );
    this.name = 'EventStoreFollowerAlone';
  }
}
