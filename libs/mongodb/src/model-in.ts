import type { Connection, Model, Schema } from 'mongoose';

/** The model of the collection `name` on this connection, made at its first use there. */
export function modelIn<T>(connection: Connection, name: string, schema: Schema<T>): Model<T> {
  return (connection.models[name] as Model<T> | undefined) ?? connection.model<T>(name, schema, name);
}
