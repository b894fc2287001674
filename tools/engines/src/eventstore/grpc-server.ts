import type { ServerWritableStream } from '@grpc/grpc-js';
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { serveBatchAppend } from './serve-batch-append.js';
import { supportedMethods } from './serve-features.js';
import { serveRead } from './serve-read.js';
import { serveSubscription } from './serve-subscription.js';
import type { ServedStore } from './served-store.js';

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
  user: { username: string; password: string } | undefined;
}

/**
 * The calls that the adapter uses, and what a bare client asks before its first append; any other is answered as
 * unimplemented.
 */
export async function grpcServer(served: ServedStore, options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new Server();
  const reads: GrpcServer['reads'] = new Set();
  const subscriptions: GrpcServer['subscriptions'] = new Set();
  const { tls, user } = options;
  const wanted = user && `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;
  const isKnown = (metadata: Metadata) => !wanted || metadata.get('authorization')[0] === wanted;
  const denied = () => {
    const metadata = new Metadata();
    metadata.set('exception', 'access-denied');
    return { code: status.UNAUTHENTICATED, details: '', metadata };
  };

  const calls: Pick<streamsGrpc.IStreamsServer, 'batchAppend' | 'read'> = {
    batchAppend: (call) => {
      if (isKnown(call.metadata)) serveBatchAppend(served, call);
      else call.emit('error', denied());
    },
    read: (call: ServerWritableStream<streams.ReadReq, streams.ReadResp>) => {
      if (!isKnown(call.metadata)) call.emit('error', denied());
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
