import mongoose from 'mongoose';

/**
 * MongoDB did not do what it was asked. The message is our own and holds no value of any document: what a server or its
 * client says about an operation may quote it, so only the code of an answer is kept.
 */
export class MongodbFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MongodbFailure';
  }
}

/** The connection failed, or nothing came over it in time. Whether the work was done is not known; another connection may do. */
export class ConnectionLost extends MongodbFailure {
  constructor(message: string) {
    super(message);
    this.name = 'ConnectionLost';
  }
}

/** MongoDB does not know the user and the password, or the user may not do what is asked. */
export class MongodbNotPermitted extends MongodbFailure {
  readonly code = 'MONGODB_NOT_PERMITTED';
  constructor(message: string) {
    super(message);
    this.name = 'MongodbNotPermitted';
  }
}

/** Runs the work; what the driver or mongoose throws becomes a `MongodbFailure`. @throws MongodbFailure */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFailure(error);
  }
}

function toFailure(error: unknown): unknown {
  const { MongoAPIError, MongoError, MongoServerError } = mongoose.mongo;
  if (error instanceof MongoServerError) return answered(error);
  if (isOfSocket(error)) return new ConnectionLost(LOST);
  // When no server was found for a new connection, mongoose says so with an error of its own.
  if (!(error instanceof MongoError || error instanceof mongoose.Error)) return error;
  if (error instanceof MongoAPIError && !NO_CONNECTION.test(error.name)) {
    return new MongodbFailure(`the client of MongoDB refused it (${error.name}).`);
  }
  return new ConnectionLost(
    NO_SERVER.test(error.name)
      ? 'no server that takes writes answered. See that MongoDB runs and can be reached.'
      : LOST,
  );
}

/** What a socket says while a large command waits to be sent, the driver passes on as it is. */
const isOfSocket = (error: unknown) =>
  /^(E[A-Z]+|ERR_(SSL|TLS|STREAM|SOCKET)_\w+)$/.test(String((error as { code?: unknown } | null)?.code));

const LOST =
  'the connection was lost, or silent for too long. See that MongoDB runs, can be reached and is not overloaded.';
const NO_SERVER = /ServerSelection/;
const NO_CONNECTION = /NotConnected|Closed/;

/** What the code of an answer means: 18 and 13 are questions of rights. */
export function answered({ code, codeName }: { code?: unknown; codeName?: unknown }): MongodbFailure {
  if (code === 18) {
    return new MongodbNotPermitted(
      'MongoDB refused the name and the password (error 18). Give those of a user in the address, and with authSource ' +
        'the database in which the user was made: admin, in most installations.',
    );
  }
  if (code === 13) {
    return new MongodbNotPermitted(
      'MongoDB does not let the user do what is needed (error 13). Give a name and a password in the address, and grant ' +
        'that user the role readWrite on the database.',
    );
  }
  const error = [code, codeName].filter((part) => part !== undefined).join(' ');
  const next = NEXT_STEPS[Number(code)];
  return new MongodbFailure(
    `MongoDB answered with error ${error || 'without a code'}${next ? `: ${next}` : '.'}`,
  );
}

const NO_PRIMARY =
  'it takes no writes at the moment. It goes on by itself when the replica set has a primary.';
const NEXT_STEPS: { [code: number]: string } = {
  64: 'a majority did not acknowledge in time. See that the members of the replica set run.',
  91: NO_PRIMARY,
  189: NO_PRIMARY,
  10_107: NO_PRIMARY,
  11_600: NO_PRIMARY,
  11_602: NO_PRIMARY,
  13_435: NO_PRIMARY,
  14_031: 'its disk is full. It goes on by itself when there is room.',
};
