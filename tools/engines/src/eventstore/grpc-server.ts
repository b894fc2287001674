import type { ServerWritableStream } from '@grpc/grpc-js';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadCall } from './read-answer.js';
import type { Refusal } from './refusals.js';
import { accessDenied, notLeader, unauthenticated } from './refusals.js';
import { isKnown, mayRead } from './rights.js';
import { serveBatchAppend } from './serve-batch-append.js';
import { supportedMethods } from './serve-features.js';
import { gossipOf } from './serve-gossip.js';
import { serveRead } from './serve-read.js';
import { serveSubscription } from './serve-subscription.js';
import type { ServedStore } from './served-store.js';
import { streamName } from './stream-name.js';

interface GrpcServer {
  port: number;
  reads: Set<ServerWritableStream<unknown, unknown>>;
  subscriptions: Set<ServerWritableStream<unknown, unknown>>;
  dropSubscriptions(how: 'error' | 'silently'): void;
  stop(): void;
}

interface GrpcServerOptions {
  host: string;
  port: number;
  tls: { certificate: Buffer; key: Buffer } | undefined;
}

function whyNotRead({ rights, cluster, node }: ServedStore, call: ReadCall): Refusal | undefined {
  if (!isKnown(rights, call.metadata)) return unauthenticated();
  const stream = call.request.getOptions()?.getStream();
  if (!mayRead(rights, stream && streamName(stream.getStreamIdentifier()))) return accessDenied();
  const isForLeader = call.metadata.get('requires-leader')[0] === 'true';
  return isForLeader && cluster.leader !== node ? notLeader(cluster.leader) : undefined;
}

/**
 * The calls that the adapter uses, and what a bare client asks before its first append; any other is answered as
 * unimplemented.
 */
export async function grpcServer(served: ServedStore, options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new Server();
  const reads: GrpcServer['reads'] = new Set();
  const subscriptions: GrpcServer['subscriptions'] = new Set();
  const { tls } = options;

  const calls: Pick<streamsGrpc.IStreamsServer, 'batchAppend' | 'read'> = {
    batchAppend: (call) => {
      if (isKnown(served.rights, call.metadata)) serveBatchAppend(served, call);
      else call.emit('error', unauthenticated());
    },
    read: (call: ReadCall) => {
      const refused = whyNotRead(served, call);
      if (refused) call.emit('error', refused);
      else if (served.faults.frozenReads) return;
      else {
        const isSubscription = call.request.getOptions()?.hasSubscription();
        const open = isSubscription ? subscriptions : reads;
        open.add(call);
        void (isSubscription ? serveSubscription : serveRead)(served, call).finally(() => open.delete(call));
      }
    },
  };
  server.addService(streamsGrpc.StreamsService, calls);
  server.addService(features.ServerFeaturesService, {
    getSupportedMethods: (_: unknown, answer: (error: null, methods: unknown) => void) =>
      answer(null, supportedMethods()),
  });
  server.addService(gossip.GossipService, {
    read: (_: unknown, answer: (error: null, members: gossipMessages.ClusterInfo) => void) =>
      answer(null, gossipOf(served.cluster)),
  });
  const credentials = tls
    ? ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${options.host}:${options.port}`, credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    reads,
    subscriptions,
    dropSubscriptions: (how) => {
      for (const call of subscriptions) {
        if (how === 'silently') call.end();
        else call.emit('error', { code: status.UNAVAILABLE, details: '' });
      }
    },
    stop: () => server.forceShutdown(),
  };
}
