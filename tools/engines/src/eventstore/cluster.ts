/** A node that keeps the store's events. */
export interface ClusterNode {
  /** 0 until it listens. */
  port: number;
  isAlive: boolean;
}

/** The nodes that keep the same events, and which of them leads. A server alone is a cluster of one. */
export class Cluster {
  readonly nodes: ClusterNode[] = [];
  /** Undefined while there is none: an election is under way. */
  leader: ClusterNode | undefined;

  /** The first one leads. */
  add(): ClusterNode {
    const node = { port: 0, isAlive: true };
    this.nodes.push(node);
    this.leader ??= node;
    return node;
  }
}
