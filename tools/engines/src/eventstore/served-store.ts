import type { EventStore } from '@gatehouse/event-store';
import type { Cluster, ClusterNode } from './cluster.js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import type { LogView } from './log-view.js';
import type { Rights } from './rights.js';

/** What the calls of one node work on. */
export interface ServedStore {
  store: EventStore;
  /** What was written, by way of whichever node. */
  log: EventLog;
  /** What of it this node shows to readers. */
  view: LogView;
  faults: Faults;
  rights: Rights;
  cluster: Cluster;
  node: ClusterNode;
}
