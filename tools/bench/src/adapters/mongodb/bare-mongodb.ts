import mongoose from 'mongoose';

/** The driver alone, acknowledged and read by a majority as the adapters ask for. */
export async function bareMongodb(address: string): Promise<mongoose.mongo.MongoClient> {
  const client = new mongoose.mongo.MongoClient(address, {
    writeConcern: { w: 'majority', journal: true },
    readConcernLevel: 'majority',
  });
  return client.connect();
}

/** Sends guarded upserts; those that were not newer come back as duplicate keys, which is no failure. */
export async function ignoringDuplicates(send: Promise<unknown>): Promise<void> {
  try {
    await send;
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    if ([error.writeErrors].flat().some(({ code }) => code !== 11_000)) throw error;
  }
}
