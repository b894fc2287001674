import mongoose from 'mongoose';

/** The address of a MongoDB is not one, or not a safe one. The message never repeats it: it may hold a password. */
export class AddressRefused extends Error {
  readonly code = 'MONGODB_ADDRESS_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'AddressRefused';
  }
}

/**
 * Refuses an address without a user, save on the machine itself, and one with a user whose connection would not be TLS, or
 * would trust anybody's certificate.
 *
 * @param address `mongodb://…` or `mongodb+srv://…`, for which TLS is the default.
 * @param insecure allows it all the same, for development.
 * @throws AddressRefused
 */
export function checkAddress(address: string, insecure: boolean): void {
  const { credentials, hosts, srvHost, tls, rejectUnauthorized, checkServerIdentity } = read(address);
  if (insecure) return;
  if (!credentials) {
    if (!srvHost && hosts.every(isThisMachine)) return;
    throw new AddressRefused(
      'The address of the MongoDB names no user, and the server is on another machine, where anybody could read it. ' +
        'Name a user with a password, or set `insecure` if this is for development.',
    );
  }
  if (!tls) {
    throw new AddressRefused(
      'The address of the MongoDB has a user, but the connection would be plain text. Add tls=true to the address, ' +
        'or set `insecure` if this is for development.',
    );
  }
  if (rejectUnauthorized === false || checkServerIdentity !== undefined) {
    throw new AddressRefused(
      'The address of the MongoDB has a user, but tells the connection to trust any certificate or host. Remove ' +
        'tlsInsecure, tlsAllowInvalidCertificates and tlsAllowInvalidHostnames from the address, or set `insecure` if ' +
        'this is for development.',
    );
  }
}

const isThisMachine = ({ host, socketPath }: { host?: string; socketPath?: string }) =>
  socketPath !== undefined ||
  host === 'localhost' ||
  host === '::1' ||
  /^127(\.\d{1,3}){3}$/.test(host ?? '');

function read(address: string) {
  try {
    // Reads the address as the driver will; nothing is connected.
    return new mongoose.mongo.MongoClient(address).options;
  } catch {
    throw new AddressRefused(
      'The address of the MongoDB cannot be read. It looks like mongodb://host:27017/database; letters of names and ' +
        'passwords that have a meaning in addresses are written as %40 and the like.',
    );
  }
}
