import serverfeatures from '@eventstore/db-client/generated/serverfeatures_pb.js';

const SERVICE = 'event_store.client.streams.streams';

/** What the server says that it can: the calls that it serves. */
export function supportedMethods(): serverfeatures.SupportedMethods {
  const methods = ['batchappend', 'read'].map((method) =>
    new serverfeatures.SupportedMethod().setServiceName(SERVICE).setMethodName(method),
  );
  return new serverfeatures.SupportedMethods()
    .setEventStoreServerVersion('0.0.0-test-server')
    .setMethodsList(methods);
}
