import shared from '@eventstore/db-client/generated/shared_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { randomUUID } from 'node:crypto';
import type { Cluster } from './cluster.js';

const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;

/** What every node says of all nodes, by which clients find the leader. */
export function gossipOf({ nodes, leader }: Cluster): gossip.ClusterInfo {
  const members = nodes.map((node) =>
    new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(randomUUID()))
      .setTimeStamp('0')
      .setState(node === leader ? LEADER : FOLLOWER)
      .setIsAlive(node.isAlive)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(node.port)),
  );
  return new gossip.ClusterInfo().setMembersList(members);
}
